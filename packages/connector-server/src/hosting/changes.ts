import { isDeepStrictEqual } from 'node:util';
import type { HostSettings } from './configuration/host-settings.js';
import { pathText, type Path } from './configuration/problem.js';
import { settingAt, type Setting } from './configuration/setting.js';
import { SETTINGS } from './configuration/settings-table.js';
import { isRecord } from './configuration/source-document.js';

/** The properties in which two configurations differ. */
export interface Changes {
  /** Those that a running server can take over. */
  readonly live: readonly string[];
  /** Those that wait for a restart. */
  readonly needRestart: readonly string[];
}

/** Compares by the rows of the table. Secrets are compared by nobody: they are always taken over. */
export function changesBetween(before: HostSettings, after: HostSettings): Changes {
  const live: string[] = [];
  const needRestart: string[] = [];
  const compare = (a: unknown, b: unknown, path: Path, setting: Setting): void => {
    // A section that comes or goes is a change of its own: TLS cannot be switched on under open sockets.
    if (setting.properties && isRecord(a) && isRecord(b)) {
      for (const name of Object.keys(setting.properties))
        compare(a[name], b[name], [...path, name], settingAt(setting, name)!);
    } else if (!isDeepStrictEqual(a, b)) {
      (setting.live ? live : needRestart).push(pathText(path));
    }
  };
  const parts = (settings: HostSettings): object => ({ server: {}, bundles: {}, log: {}, ...settings });
  compare(parts(before), parts(after), [], SETTINGS);
  return { live, needRestart };
}
