import { resolve } from 'node:path';
import { settingAt, type Setting } from './setting.js';

/** Makes paths absolute, as the table tells which texts are paths. */
export function absolutePaths(value: unknown, base: string, setting: Setting | undefined): unknown {
  if (Array.isArray(value)) return value.map((item, at) => absolutePaths(item, base, settingAt(setting, at)));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        absolutePaths(item, base, settingAt(setting, name)),
      ]),
    );
  }
  if (!setting?.path || typeof value !== 'string') return value;
  return setting.path !== true && setting.path.except === value ? value : resolve(base, value);
}
