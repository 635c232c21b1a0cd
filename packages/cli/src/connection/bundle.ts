import { resolve } from 'node:path';
import { addPackage, shareFrameworkWith } from '@icf-ts/connector-server/hosting/bundles';
import { BundleRegistry, ConnectorKey } from '@icf-ts/framework';
import type { Connectors } from './connectors.js';

/** Whether the text is the path of a bundle and not the name of a package. */
export const isBundlePath = (bundle: string): boolean =>
  /^\.{0,2}[/\\]|^\.{1,2}$|^[A-Za-z]:[/\\]/.test(bundle);

/**
 * Loads a bundle, by its folder or as a package that is installed beside the configuration, or beside this command.
 * @throws ConfigurationException saying why it cannot be loaded
 */
export async function openBundleConnectors(bundle: string, base: string): Promise<Connectors> {
  const registry = new BundleRegistry();
  if (isBundlePath(bundle)) {
    const folder = resolve(base, bundle);
    await shareFrameworkWith(folder);
    await registry.addBundle(folder);
  } else await addPackage(registry, bundle, [base, import.meta.url]);
  return {
    infos: registry.connectorInfos,
    place: 'in process',
    // An alias takes any bundle and version: they are another product's.
    alias: (name) => registry.find(new ConnectorKey(bundle, '0', name)),
    createFacade: (key, configuration) => registry.createFacade(key, configuration),
    close: async () => void (await registry.dispose()),
  };
}
