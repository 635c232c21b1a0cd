import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ObjectClass, ObjectClassInfo } from '@icf-ts/framework';
import { problemText } from '@icf-ts/connector-server/configuration';
import type { IcfConfiguration } from '../../configuration/icf-configuration.js';
import { connectorName, openConnector, type OpenConnector } from '../../connection/open-connector.js';
import { readIcfConfiguration } from '../../configuration/read-icf-configuration.js';
import { FORMAT_NAMES, type Format } from '../../output/formats.js';
import { CliProblem } from '../../problems/cli-problem.js';
import { interruptible } from '../../terminal/interruption.js';
import { aborted } from '../../terminal/stop-signal.js';
import type { Terminal } from '../../terminal/terminal.js';

export interface ConfigurationOptions {
  readonly config?: string;
}
export interface ConnectorOptions extends ConfigurationOptions {
  readonly connector?: string;
}
export interface OutputOptions {
  readonly output: Format;
}

export const withConfiguration = (command: Command): Command =>
  command.option(
    '-c, --config <file>',
    'the configuration; by default the nearest icf.yaml, from here upwards',
  );

/** Adds the options that say which connector is meant. */
export const withConnector = (command: Command): Command =>
  withConfiguration(command).option(
    '-n, --connector <name>',
    'the connector, as icf.yaml calls it; by default the only one, or that of default:',
  );

export const withOutput = (command: Command, first: Format = 'table'): Command =>
  command.addOption(
    new Option('-o, --output <format>', 'how data is printed').choices(FORMAT_NAMES).default(first),
  );

/** A whole number, at least 1. */
export function positive(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('It must be a whole number, at least 1.');
  return Number(text);
}

/** Names apart by commas; the option may be given several times. */
export const names = (text: string, former: readonly string[] = []): readonly string[] => [
  ...former,
  ...text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
];

/** What a command on a connector gets to work with. */
export interface Session extends OpenConnector {
  readonly configuration: IcfConfiguration;
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal;
  note(message: string): void;
}

/** Opens the connector that the options mean, and closes it when the work is done, however it ends. */
export const withSession = (
  options: ConnectorOptions,
  terminal: Terminal,
  work: (session: Session) => Promise<void>,
): Promise<void> => interruptible((signal) => inSession(options, terminal, signal, work));

async function inSession(
  options: ConnectorOptions,
  terminal: Terminal,
  signal: AbortSignal,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const note = (message: string): void => terminal.writeError(`${message}\n`);
  const configuration = await readIcfConfiguration(options.config);
  const name = connectorName(configuration, options.connector);
  const connector = await orStopped(openConnector(configuration, name), signal);
  for (const warning of [...configuration.warnings, ...connector.warnings])
    note(`warning: ${problemText(warning)}`);
  try {
    await work({ ...connector, configuration, signal, note });
  } catch (error) {
    // Whatever a connector makes of an abort: it was the person who stopped it.
    throw signal.aborted ? signal.reason : error;
  } finally {
    await connector.close();
  }
}

/** A hello cannot be called off: who stops the command does not wait for it. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined);
  const stopped = aborted(signal).then(() => {
    throw signal.reason;
  });
  stopped.catch(() => undefined);
  return Promise.race([work, stopped]);
}

/** The schema's row of the class; undefined where the connector has no schema. @throws CliProblem for an unknown class */
export async function classInfo(
  { facade, signal, name }: Session,
  objectClass: ObjectClass,
): Promise<ObjectClassInfo | undefined> {
  if (!facade.supports('schema')) return undefined;
  const { objectClassInfos } = await facade.schema({ signal });
  const found = objectClassInfos.find(({ type }) => objectClass.is(type));
  if (found || objectClass.is('__ALL__')) return found;
  const known = objectClassInfos.map(({ type }) => type).join(', ');
  throw new CliProblem(
    'usage',
    `Connector '${name}' has no object class ${objectClass.type}. It has: ${known}.`,
  );
}
