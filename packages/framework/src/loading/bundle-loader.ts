import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import semver from 'semver';
import { ConnectorMessages } from '../api/connector-messages.js';
import { ConfigurationException } from '../common/errors/exceptions.js';
import { bundleManifest, type BundleManifest } from './bundle-manifest.js';
import { ConnectorContainer } from './container.js';
import { FRAMEWORK_VERSION } from './framework-version.js';
import { LocalConnector, type ConnectorConstructor } from './local-connector.js';
import { loadMessages } from './messages.js';

/**
 * Loads the connectors of the bundle in `folder`, by its package.json.
 * @throws ConfigurationException when the folder holds no bundle, or one that cannot run here; says why.
 */
export async function loadBundle(folder: string): Promise<readonly LocalConnector[]> {
  const root = resolve(folder);
  const manifest = await readManifest(join(root, 'package.json'));
  if (!semver.satisfies(FRAMEWORK_VERSION, manifest.framework, { includePrerelease: true })) {
    throw new ConfigurationException(
      `Bundle ${manifest.bundleName} ${manifest.bundleVersion} wants framework ${manifest.framework}, but this is ${FRAMEWORK_VERSION}. ` +
        'Install a version of the bundle that fits, or another framework.',
    );
  }
  const messages = manifest.messages
    ? await loadMessages(join(root, manifest.messages))
    : ConnectorMessages.EMPTY;
  const container = new ConnectorContainer();
  const { bundleName, bundleVersion } = manifest;
  const classes = await Promise.all(
    manifest.connectors.map((entry) => importConnector(root, entry, bundleName)),
  );
  return classes.map((type) => new LocalConnector(type, { bundleName, bundleVersion, messages, container }));
}

/** Loads an installed bundle by its package name, as seen from the module at `from` (an import.meta.url). */
export async function loadInstalledBundle(
  packageName: string,
  from: string,
): Promise<readonly LocalConnector[]> {
  let manifest: string;
  try {
    manifest = createRequire(from).resolve(`${packageName}/package.json`);
  } catch (cause) {
    throw new ConfigurationException(
      `Bundle ${packageName} is not installed. Run: npm install ${packageName}`,
      { cause },
    );
  }
  return loadBundle(dirname(manifest));
}

async function readManifest(path: string): Promise<BundleManifest> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new ConfigurationException(
      `${path} cannot be read as a package.json. Is the folder that of a bundle?`,
      { cause },
    );
  }
  return bundleManifest(document, path);
}

async function importConnector(
  root: string,
  entry: string,
  bundleName: string,
): Promise<ConnectorConstructor> {
  const [path, exportName] = entry.split('#') as [string, string];
  const url = pathToFileURL(join(root, path)).href;
  let module: Record<string, unknown>;
  try {
    module = (await import(url)) as Record<string, unknown>;
  } catch (cause) {
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
