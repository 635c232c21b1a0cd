import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationException } from '../common/errors/exceptions.js';
import type { BundleManifest } from './bundle-manifest.js';
import type { ConnectorConstructor } from './local-connector.js';

/**
 * Module → the bundle version whose code this process holds. Node keeps a module until the process ends, so this is
 * for the whole process, like Node's own cache: a new version in an old place would quietly run the old code.
 */
const versionOfCode = new Map<string, string>();

/** Imports the connector class that `entry` (`./module.js#Export`) of the bundle in `root` names. */
export async function importConnector(
  root: string,
  entry: string,
  { bundleName, bundleVersion }: BundleManifest,
): Promise<ConnectorConstructor> {
  const [path, exportName] = entry.split('#') as [string, string];
  let module: Record<string, unknown>;
  try {
    const file = await realpath(join(root, path));
    refuseStaleCode(file, bundleName, bundleVersion);
    module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    versionOfCode.set(file, bundleVersion);
  } catch (cause) {
    if (cause instanceof ConfigurationException) throw cause;
    throw new ConfigurationException(
      `Bundle ${bundleName}: module ${path} cannot be loaded: ${String(cause)}`,
      { cause },
    );
  }
  // A CommonJS bundle shows its exports under default.
  const found =
    module[exportName] ?? (module['default'] as Record<string, unknown> | undefined)?.[exportName];
  if (typeof found !== 'function') {
    throw new ConfigurationException(`Bundle ${bundleName}: module ${path} does not export ${exportName}.`);
  }
  return found as ConnectorConstructor;
}

function refuseStaleCode(file: string, bundleName: string, bundleVersion: string): void {
  const running = versionOfCode.get(file);
  if (running === undefined || running === bundleVersion) return;
  throw new ConfigurationException(
    `Bundle ${bundleName} ${bundleVersion}: this process already holds the code of version ${running} from ${file}, ` +
      'and Node keeps a module until the process ends. Put the new version into a folder of its own, or restart.',
  );
}
