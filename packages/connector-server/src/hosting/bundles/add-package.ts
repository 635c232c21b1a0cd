import { pathToFileURL } from 'node:url';
import { ConfigurationException, installedFolder, type BundleRegistry } from '@icf-ts/framework';
import { shareFrameworkWith } from './share-framework.js';

/**
 * Loads an installed package as seen from one of the places, folders or module URLs, the first that has it.
 * @throws ConfigurationException saying why it cannot be taken in
 */
export async function addPackage(
  registry: BundleRegistry,
  name: string,
  installedBeside: readonly string[],
): Promise<void> {
  let failure: unknown = new ConfigurationException(`Bundle ${name} is not installed.`);
  for (const place of installedBeside) {
    const from = place.startsWith('file:') ? place : pathToFileURL(`${place}/package.json`).href;
    try {
      const folder = await installedFolder(name, from);
      await shareFrameworkWith(folder);
      await registry.addBundle(folder);
      return;
    } catch (error) {
      failure = error;
      if (!/is not installed/.test((error as Error).message)) break;
    }
  }
  throw failure;
}
