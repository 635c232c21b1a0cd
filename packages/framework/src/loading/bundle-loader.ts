import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import semver from 'semver';
import { ConnectorMessages } from '../common/connector-messages.js';
import { ConfigurationException } from '../common/errors/exceptions.js';
import { bundleManifest, type BundleManifest } from './bundle-manifest.js';
import { FRAMEWORK_VERSION } from './framework-version.js';
import { importConnector } from './import-connector.js';
import { LocalConnector } from './local-connector.js';
import { loadMessages } from './messages.js';

/** A bundle whose code is in this process. */
export interface Bundle {
  readonly name: string;
  readonly version: string;
  /** Where it was loaded from; absent for one made of classes of this process. */
  readonly folder?: string;
  readonly connectors: readonly LocalConnector[];
  /** Connector name → other products' names for it (see KeyPattern for the forms). */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

/**
 * Loads the bundle in `folder`, by its package.json.
 * @throws ConfigurationException when the folder holds no bundle, or one that cannot run here; says why.
 */
export async function openBundle(folder: string): Promise<Bundle> {
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
  // Not before a bundle is loaded: the container is the largest part of the framework to read, and a client needs none.
  const { ConnectorContainer } = await import('./container.js');
  const container = new ConnectorContainer();
  const { bundleName, bundleVersion } = manifest;
  const classes = await Promise.all(
    manifest.connectors.map((entry) => importConnector(root, entry, manifest)),
  );
  const connectors = classes.map(
    (type) => new LocalConnector(type, { bundleName, bundleVersion, messages, container }),
  );
  const aliases = aliasesOf(manifest, connectors);
  return { name: bundleName, version: bundleVersion, folder: root, connectors, aliases };
}

/** The connectors alone of the bundle in `folder`; see {@link openBundle}. */
export async function loadBundle(folder: string): Promise<readonly LocalConnector[]> {
  return (await openBundle(folder)).connectors;
}

/** Loads an installed bundle by its package name, as seen from the module at `from` (an import.meta.url). */
export async function loadInstalledBundle(
  packageName: string,
  from: string,
): Promise<readonly LocalConnector[]> {
  return loadBundle(await installedFolder(packageName, from));
}

/** @throws ConfigurationException when the module at `from` sees no such package. */
export async function installedFolder(packageName: string, from: string): Promise<string> {
  const require = createRequire(from);
  try {
    return dirname(require.resolve(`${packageName}/package.json`));
  } catch (cause) {
    // A package may keep its package.json out of its exports; it is installed all the same.
    for (const place of require.resolve.paths(packageName) ?? []) {
      const folder = join(place, packageName);
      if (await exists(join(folder, 'package.json'))) return folder;
    }
    throw new ConfigurationException(
      `Bundle ${packageName} is not installed. Run: npm install ${packageName}`,
      { cause },
    );
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

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

function aliasesOf(
  { aliases, bundleName }: BundleManifest,
  connectors: readonly LocalConnector[],
): ReadonlyMap<string, readonly string[]> {
  const names = connectors.map(({ info }) => info.key.connectorName);
  if (!aliases) return new Map();
  if (!isList(aliases)) {
    const unknown = Object.keys(aliases).filter((name) => !names.includes(name));
    if (unknown.length === 0) return new Map(Object.entries(aliases));
    throw new ConfigurationException(
      `Bundle ${bundleName} declares aliases for ${unknown.join(', ')}, but its connectors are ${names.join(', ')}.`,
    );
  }
  if (names.length === 1) return new Map([[names[0]!, aliases]]);
  throw new ConfigurationException(
    `Bundle ${bundleName} has ${names.length} connectors: its aliases must say whose they are, as { "${names[0]}": […] }.`,
  );
}

const isList = (aliases: NonNullable<BundleManifest['aliases']>): aliases is readonly string[] =>
  Array.isArray(aliases);
