import { ConfigurationException, type ConnectorFacade } from '@icf-ts/framework';
import {
  SourceDocument,
  readJobs,
  type Database,
  type JobDefinition,
  type JobSystem,
} from '@icf-ts/provisioning';
import { problemText } from '@icf-ts/connector-server/configuration';
import type { IcfConfiguration } from '../configuration/icf-configuration.js';
import { CliProblem } from '../problems/cli-problem.js';
import { readIcfConfiguration } from '../configuration/read-icf-configuration.js';
import { declarationsOf, type Declarations } from '../connection/declarations.js';
import {
  connectorName,
  defaultConnector,
  openConnector,
  type OpenConnector,
} from '../connection/open-connector.js';
import { interruptible } from '../terminal/interruption.js';
import type { Terminal } from '../terminal/terminal.js';
import { openRepository } from './open-repository.js';

/** What a command on jobs gets to work with. */
export interface JobSession {
  readonly configuration: IcfConfiguration;
  readonly jobs: ReadonlyMap<string, JobDefinition>;
  readonly database: Database;
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal;
  /** The connector of a job, opened when it is first wanted. It refuses calls that would take from the job's reserve. */
  system(job: JobSystemOptions): Promise<PricedSystem>;
  note(message: string): void;
}

type JobSystemOptions = Pick<JobDefinition, 'connector'> & { readonly reserveCalls?: number | undefined };

/** A connector with what a plan has to know of it. */
export interface PricedSystem extends JobSystem, Declarations {
  /** Whether its writes go one by one, because ICF's protocol has no batches. */
  readonly oneByOne: boolean;
  /** The object classes that it has; undefined where it does not tell. It is asked once. */
  classes(): Promise<readonly string[] | undefined>;
  /** Why it is not known here what the connector declares. */
  readonly undeclared?: Error;
}

const NOTHING: Declarations = { lookups: [], costs: undefined };

/** Opens the repository, and closes it and every connector that was used when the work is done, however it ends. */
export const withJobs = <T>(
  options: { readonly config?: string },
  terminal: Terminal,
  work: (session: JobSession) => Promise<T>,
): Promise<T> => interruptible((signal) => inSession(options, terminal, signal, work));

async function inSession<T>(
  { config }: { readonly config?: string },
  terminal: Terminal,
  signal: AbortSignal,
  work: (session: JobSession) => Promise<T>,
): Promise<T> {
  const note = (message: string): void => terminal.writeError(`${message}\n`);
  const configuration = await readIcfConfiguration(config);
  const { warnings } = configuration;
  const jobs = await jobsOf(configuration);
  for (const warning of warnings) note(`warning: ${problemText(warning)}`);
  const opened = new Map<string, Promise<OpenSystem>>();
  const database = await openRepository(configuration);
  const system = async (job: JobSystemOptions): Promise<PricedSystem> => {
    const name = connectorName(configuration, job.connector);
    const before = opened.get(name);
    const opening = before ?? open(configuration, name, note, signal);
    if (!before) opened.set(name, opening);
    // One that failed is tried again when it is wanted again.
    const { reserving } = await opening.catch((error: unknown) => {
      opened.delete(name);
      throw error;
    });
    return reserving(job.reserveCalls ?? 0);
  };
  try {
    return await work({ configuration, jobs, database, signal, system, note });
  } catch (error) {
    // Whatever a connector makes of an abort: it was the person who stopped it.
    throw signal.aborted ? signal.reason : error;
  } finally {
    for (const opening of opened.values())
      await opening.then(
        ({ connector }) => connector.close(),
        () => undefined,
      );
    await database.close();
  }
}

/** @throws CliProblem with every mistake of every job */
async function jobsOf(configuration: IcfConfiguration): Promise<JobSession['jobs']> {
  const { file, text, connectors } = configuration;
  try {
    return await readJobs(new SourceDocument(text, file).section('jobs'), {
      names: Object.keys(connectors),
      default: defaultConnector(configuration),
    });
  } catch (cause) {
    if (!(cause instanceof ConfigurationException)) throw cause;
    throw new CliProblem('configuration', cause.message, { cause });
  }
}

interface OpenSystem {
  readonly connector: OpenConnector;
  /** The system as one sees it that has to leave so many calls. */
  reserving(calls: number): PricedSystem;
}

async function open(
  configuration: IcfConfiguration,
  name: string,
  note: (message: string) => void,
  signal: AbortSignal,
): Promise<OpenSystem> {
  const connector = await openConnector(configuration, name);
  for (const warning of connector.warnings) note(`warning: ${problemText(warning)}`);
  const { facade, settings } = connector;
  // Most jobs do without: those that do not tell of it.
  const declared = await declarationsOf(connector, configuration).catch((undeclared: Error) => ({
    ...NOTHING,
    undeclared,
  }));
  const { quota } = declared.costs ?? {};
  const classes = classesOf(facade, signal);
  const facades = new Map<number, OpenConnector['facade']>();
  const reservingFacade = (calls: number): OpenConnector['facade'] => {
    if (!quota?.reserveProperty || calls <= quota.reserve) return facade;
    const known = facades.get(calls) ?? connector.reconfigured({ [quota.reserveProperty]: calls });
    facades.set(calls, known);
    return known;
  };
  return {
    connector,
    reserving: (calls) => ({
      ...{ name, ...declared, classes, oneByOne: settings.remote !== undefined },
      facade: reservingFacade(calls),
    }),
  };
}

function classesOf(facade: ConnectorFacade, signal: AbortSignal): PricedSystem['classes'] {
  let asked: Promise<readonly string[]> | undefined;
  return async () => {
    if (!facade.supports('schema')) return undefined;
    asked ??= facade
      .schema({ signal })
      .then(({ objectClassInfos }) => objectClassInfos.map(({ type }) => type));
    return asked;
  };
}
