import { Command } from 'commander';
import type { IcfConfiguration } from '../../configuration/icf-configuration.js';
import { readIcfConfiguration } from '../../configuration/read-icf-configuration.js';
import { openConnector } from '../../connection/open-connector.js';
import { printRows } from '../../output/print-rows.js';
import { exitCodeOf } from '../../problems/report-error.js';
import type { Exit } from '../server/exit.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Row } from '../../values/plain-value.js';
import {
  withConfiguration,
  withOutput,
  withSession,
  type ConfigurationOptions,
  type OutputOptions,
} from './connector-options.js';

interface ConnectorsOptions extends ConfigurationOptions, OutputOptions {
  readonly properties?: string;
}

export function connectorsCommand(terminal: Terminal, exit: Exit): Command {
  return withOutput(withConfiguration(new Command('connectors')))
    .description('Print the connectors that icf.yaml names, and whether each can be opened.')
    .option('--properties <name>', 'the configuration properties of this one instead')
    .action(async (options: ConnectorsOptions) => {
      if (options.properties !== undefined) return printProperties(options.properties, options, terminal);
      const configuration = await readIcfConfiguration(options.config);
      const problems: unknown[] = [];
      const known = ['name', 'bundle', 'version', 'connector', 'where', 'problem'];
      await printRows(rows(configuration, problems), { output: options.output, wanted: known }, terminal);
      if (problems.length > 0) exit(exitCodeOf(problems[0]));
    });
}

async function* rows(configuration: IcfConfiguration, problems: unknown[]): AsyncGenerator<Row, void, void> {
  for (const [name, { remote, bundle = null }] of Object.entries(configuration.connectors)) {
    const where = remote ? `${remote.host}:${remote.port ?? 8759}` : 'in process';
    try {
      const { info, close } = await openConnector(configuration, name);
      await close();
      const { bundleName, bundleVersion, connectorName } = info.key;
      yield {
        name,
        bundle: bundleName,
        version: bundleVersion,
        connector: connectorName,
        where,
        problem: null,
      };
    } catch (error) {
      problems.push(error);
      yield { name, bundle, version: null, connector: null, where, problem: (error as Error).message };
    }
  }
}

/** Never a value: a default may be a secret. */
async function printProperties(
  connector: string,
  options: ConnectorsOptions,
  terminal: Terminal,
): Promise<void> {
  await withSession({ ...options, connector }, terminal, async ({ info }) => {
    const found = [...info.defaultConfiguration.properties].map((property): Row => ({
      property: property.name,
      type: property.type,
      required: property.required,
      secret: property.confidential || property.type.startsWith('Guarded'),
      help: property.helpMessageKey ? info.messages.format(property.helpMessageKey, undefined, '') : '',
    }));
    await printRows(
      found,
      { output: options.output, wanted: ['property', 'type', 'required', 'secret', 'help'] },
      terminal,
    );
  });
}
