import type { ConnectorFacade, ConnectorInfo, APIConfiguration } from '@icf-ts/framework';
import {
  ConfigurationException,
  ObjectPoolConfiguration,
  ResultsHandlerConfiguration,
} from '@icf-ts/framework';
import { pathText, problemAt, problemText, type Problem } from '@icf-ts/connector-server/configuration';
import type { ConnectorSettings, IcfConfiguration } from '../configuration/icf-configuration.js';
import { clearSecret } from '../configuration/read-icf-configuration.js';
import { readProvisioner, type Provisioner } from '../configuration/read-provisioner.js';
import { CliProblem } from '../problems/cli-problem.js';
import { openBundleConnectors } from './bundle.js';
import { choose } from './choose-connector.js';
import { openRemoteConnectors } from './remote.js';
import type { Connectors } from './connectors.js';

/** A configured connector, as a command uses it. */
export interface OpenConnector {
  /** As `icf.yaml` calls it. */
  readonly name: string;
  readonly info: ConnectorInfo;
  readonly facade: ConnectorFacade;
  readonly settings: ConnectorSettings;
  readonly warnings: readonly Problem[];
  /** Another facade of the connector, with these properties changed; it is closed with the connector. */
  reconfigured(properties: Readonly<Record<string, number>>): ConnectorFacade;
  close(): Promise<void>;
}

/** The connector that is meant where none is named; undefined where that is not told. */
export function defaultConnector({
  connectors,
  default: chosen,
}: Pick<IcfConfiguration, 'connectors' | 'default'>): string | undefined {
  const names = Object.keys(connectors);
  return chosen ?? (names.length === 1 ? names[0] : undefined);
}

/** The name of the connector that is asked for, or that is meant where none is. @throws CliProblem */
export function connectorName(configuration: IcfConfiguration, wanted?: string): string {
  const { connectors, file } = configuration;
  const names = Object.keys(connectors);
  const name = wanted ?? defaultConnector(configuration);
  const known = names.length === 0 ? 'It names none.' : `It has: ${names.join(', ')}.`;
  if (name === undefined) {
    throw new CliProblem('usage', `Which connector of ${file}? ${known}`, {
      advice: `Name it: --connector ${names[0] ?? 'NAME'}, or write default: ${names[0] ?? 'NAME'} into the file.`,
    });
  }
  if (Object.hasOwn(connectors, name)) return name;
  throw new CliProblem('usage', `${file} has no connector '${name}'. ${known}`);
}

/**
 * Opens the connector: loads its bundle, or says hello to its server.
 * @throws CliProblem with file, line and column; ConfigurationException; ConnectionFailedException
 */
export async function openConnector(configuration: IcfConfiguration, name: string): Promise<OpenConnector> {
  const settings = configuration.connectors[name]!;
  assertComplete(configuration, name);
  const { provisioner: file } = settings;
  const provisioner = file === undefined ? undefined : await readProvisioner(file);
  const given = givenProperties(configuration, name, provisioner);
  const found = await connectorsOf(configuration, name);
  try {
    const { connector = provisioner?.connector } = settings;
    const wanted = connector === undefined ? settings : { ...settings, connector };
    const info = choose(found, wanted, (step, message) =>
      placed(configuration, ['connectors', name, step], message),
    );
    const facade = found.createFacade(info.key, configured(settings, name, given, info));
    const facades = [facade];
    return {
      name,
      info,
      settings,
      facade,
      warnings: secretsInClear(given, info),
      reconfigured: (properties) => {
        const other = found.createFacade(info.key, facade.configuration.withProperties(properties));
        facades.push(other);
        return other;
      },
      close: async () => {
        for (const each of facades) await each.dispose();
        await found.close();
      },
    };
  } catch (error) {
    await found.close();
    throw error;
  }
}

/** @throws CliProblem where a reference of the connector leads nowhere. */
export function assertComplete({ lacking }: IcfConfiguration, name: string): void {
  const own = lacking.filter(({ property }) => property?.startsWith(`${pathText(['connectors', name])}.`));
  if (own.length > 0) throw new CliProblem('configuration', own.map(problemText).join('\n'));
}

/** All connectors that the entry could mean. */
export async function connectorsOf(configuration: IcfConfiguration, name: string): Promise<Connectors> {
  const { remote, bundle } = configuration.connectors[name]!;
  if (remote) return openRemoteConnectors(remote, bundle, configuration.document.base);
  try {
    return await openBundleConnectors(bundle!, configuration.document.base);
  } catch (error) {
    if (!(error instanceof ConfigurationException)) throw error;
    throw placed(configuration, ['connectors', name, 'bundle'], error.message, error);
  }
}

function configured(
  { pool, resultsHandlers, timeoutsMs }: ConnectorSettings,
  name: string,
  given: readonly GivenProperty[],
  info: ConnectorInfo,
): APIConfiguration {
  const { properties } = info.defaultConfiguration;
  const problems = given.flatMap(({ document, path, property, value }) => {
    try {
      properties.with({ [property]: value });
      return [];
    } catch (error) {
      return [problemText(problemAt(document, path, (error as Error).message))];
    }
  });
  if (problems.length > 0) throw new CliProblem('configuration', problems.join('\n'));
  return info.defaultConfiguration.with({
    properties: properties.with(Object.fromEntries(given.map(({ property, value }) => [property, value]))),
    ...(pool ? { pool: new ObjectPoolConfiguration(pool) } : {}),
    ...(resultsHandlers ? { resultsHandlers: new ResultsHandlerConfiguration(resultsHandlers) } : {}),
    ...(timeoutsMs ? { timeoutsMs: new Map(Object.entries(timeoutsMs)) } : {}),
    instanceName: name,
  });
}

function secretsInClear(
  given: readonly GivenProperty[],
  { defaultConfiguration }: ConnectorInfo,
): readonly Problem[] {
  return given
    .filter(({ property }) => isSecret(defaultConfiguration.properties.get(property)))
    .filter(({ path, referenced }) => !referenced.has(pathText(path)))
    .map(({ document, path }) => clearSecret(document, path));
}

/** A property of a connector, and where it stands. */
interface GivenProperty {
  readonly property: string;
  readonly value: unknown;
  readonly path: readonly string[];
  readonly document: IcfConfiguration['document'];
  readonly referenced: ReadonlySet<string>;
}

/** All that is said about a connector's properties, in the order in which it counts: the last word wins. */
function givenProperties(
  { connectors, document, referenced }: IcfConfiguration,
  name: string,
  provisioner: Provisioner | undefined,
): readonly GivenProperty[] {
  const provided = Object.entries(provisioner?.properties ?? {}).map(([property, value]) => ({
    ...{ property, value, path: ['configurationProperties', property] },
    ...{ document: provisioner!.document, referenced: provisioner!.referenced },
  }));
  const own = Object.entries(connectors[name]!.configuration ?? {}).map(([property, value]) => ({
    ...{ property, value, path: ['connectors', name, 'configuration', property], document, referenced },
  }));
  return [...provided, ...own];
}

const isSecret = (property?: { readonly type: string; readonly confidential: boolean }): boolean =>
  property !== undefined && (property.confidential || property.type.startsWith('Guarded'));

const placed = (
  { document }: IcfConfiguration,
  path: readonly string[],
  message: string,
  cause?: unknown,
): CliProblem => new CliProblem('configuration', problemText(problemAt(document, path, message)), { cause });
