import type { APIConfiguration, ConnectorInfo } from '@icf-ts/framework';
import type { IcfConfiguration } from '../configuration/icf-configuration.js';
import { CliProblem } from '../problems/cli-problem.js';
import { openBundleConnectors } from './bundle.js';
import { choose } from './choose-connector.js';
import type { OpenConnector } from './open-connector.js';

type Opened = Pick<OpenConnector, 'info' | 'settings' | 'name' | 'facade'>;

/** What a connector declares beside its operations. */
export interface Declarations {
  readonly lookups: ConnectorInfo['lookups'];
  readonly costs: ReturnType<ConnectorInfo['costsOf']>;
}

/**
 * What the connector declares. ICF's protocol does not carry it: for a connector of a server that counts which the
 * bundle declares that is installed here.
 * @throws CliProblem where it is on a server, and not here
 */
export async function declarationsOf(
  connector: Opened,
  configuration: IcfConfiguration,
): Promise<Declarations> {
  const { info, settings, name, facade } = connector;
  if (info.lookups.length > 0 || !settings.remote) return of(info, facade.configuration);
  const advice = `Install the bundle's package here too, and name the package in connectors.${name}.bundle.`;
  const why = 'A connector server does not tell which lookups its connectors have, nor what their calls cost';
  if (settings.bundle === undefined) throw new CliProblem('configuration', `${why}.`, { advice });
  let local;
  try {
    local = await openBundleConnectors(settings.bundle, configuration.document.base);
  } catch (cause) {
    const { message } = cause as Error;
    // Its name on a server is nobody's advice to install: anybody may have published a package of that name.
    const reason = /is not installed/.test(message)
      ? `there is no package '${settings.bundle}' here.`
      : message;
    throw new CliProblem('configuration', `${why}: ${reason}`, { advice, cause });
  }
  try {
    const wanted = { connector: info.key.connectorName };
    const found = choose(local, wanted, (_, message) => new CliProblem('configuration', message));
    return of(found, found.defaultConfiguration.withProperties(settings.configuration ?? {}));
  } finally {
    await local.close();
  }
}

const of = (info: ConnectorInfo, { properties }: Pick<APIConfiguration, 'properties'>): Declarations => ({
  lookups: info.lookups,
  costs: info.costsOf(properties),
});
