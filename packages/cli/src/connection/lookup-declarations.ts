import type { ConnectorInfo } from '@icf-ts/framework';
import type { IcfConfiguration } from '../configuration/icf-configuration.js';
import { CliProblem } from '../problems/cli-problem.js';
import { openBundleConnectors } from './bundle.js';
import { choose } from './choose-connector.js';
import type { OpenConnector } from './open-connector.js';

export type LookupDeclarations = ConnectorInfo['lookups'];

/** ICF's protocol does not carry declarations: for a connector of a server those of the bundle installed here count. */
export async function lookupDeclarations(
  { info, settings, name }: Pick<OpenConnector, 'info' | 'settings' | 'name'>,
  configuration: IcfConfiguration,
): Promise<LookupDeclarations> {
  if (info.lookups.length > 0 || !settings.remote) return info.lookups;
  const advice = `Install the bundle here too, and name it in connectors.${name}.bundle.`;
  const why = 'A connector server does not tell which lookups its connectors have';
  if (settings.bundle === undefined) throw new CliProblem('configuration', `${why}.`, { advice });
  let local;
  try {
    local = await openBundleConnectors(settings.bundle, configuration.document.base);
  } catch (cause) {
    throw new CliProblem('configuration', `${why}: ${(cause as Error).message}`, { advice, cause });
  }
  try {
    const connector = info.key.connectorName;
    return choose(local, { connector }, (_, message) => new CliProblem('configuration', message)).lookups;
  } finally {
    await local.close();
  }
}
