import { BundleRegistry, type Bundle } from '@icf-ts/framework';
import { addPackage } from './bundles/add-package.js';
import { shareFramework } from './bundles/share-framework.js';
import type { Path, Problem } from './configuration/problem.js';
import type { Configuration } from './configuration/read-configuration.js';
import { problemAt } from './configuration/source-document.js';

/** Loads all bundles, as a server would, and says which of them cannot be. Their code runs. */
export async function checkBundles(
  { settings: { bundles, aliases }, document }: Configuration,
  installedBeside: readonly string[],
): Promise<{ readonly bundles: readonly Bundle[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const add = (path: Path, error: unknown, about = ''): void =>
    void problems.push(problemAt(document, path, about + (error as Error).message));
  let registry = new BundleRegistry();
  try {
    registry = new BundleRegistry({ aliases: aliases ?? {} });
  } catch (error) {
    add(['aliases'], error);
  }
  for (const [at, name] of (bundles?.packages ?? []).entries()) {
    await addPackage(registry, name, installedBeside).catch((error: unknown) =>
      add(['bundles', 'packages', at], error),
    );
  }
  if (bundles?.directory !== undefined) {
    shareFramework();
    try {
      for (const { folder, error } of (await registry.addDirectory(bundles.directory)).problems)
        add(['bundles', 'directory'], error, `The bundle in ${folder} cannot be loaded: `);
    } catch {
      // That the folder cannot be read is told by whoever checks the settings.
    }
  }
  const found = registry.bundles;
  await registry.dispose();
  return { bundles: found, problems };
}
