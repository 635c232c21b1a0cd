import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import {
  loadLookup,
  lookupFormat,
  saveLookup,
  synchronizeLookup,
  type ConnectorInfo,
  type LookupFormat,
} from '@icf-ts/framework';
import { declarationsOf } from '../../connection/declarations.js';
import { printRows } from '../../output/print-rows.js';
import { CliProblem } from '../../problems/cli-problem.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Row } from '../../values/plain-value.js';
import {
  withConnector,
  withOutput,
  withSession,
  type ConnectorOptions,
  type OutputOptions,
  type Session,
} from '../objects/connector-options.js';

interface SyncLookupsOptions extends ConnectorOptions, OutputOptions {
  readonly dir: string;
  readonly as: 'yaml' | 'csv';
  readonly vanished: 'keep' | 'drop';
  readonly itResource?: string;
}

type LookupDeclaration = ConnectorInfo['lookups'][number];

const COLUMNS = ['lookup', 'entries', 'added', 'changed', 'returned', 'vanished', 'file'];

export function syncLookupsCommand(terminal: Terminal): Command {
  return withOutput(withConnector(new Command('sync')))
    .description('Bring lookups up to date, one file each. A lookup that fails leaves its file as it was.')
    .argument('[names...]', 'only these; the part after the last dot is enough')
    .option('-d, --dir <folder>', 'where the files are', 'lookups')
    .addOption(new Option('--as <form>', 'the form of the files').choices(['yaml', 'csv']).default('yaml'))
    .addOption(
      new Option('--vanished <what>', 'entries that the target no longer has stay, marked, or go')
        .choices(['keep', 'drop'])
        .default('keep'),
    )
    .option('--it-resource <key~name>', "keep codes and decodes in Oracle's form, of this IT resource")
    .action(async (wanted: readonly string[], options: SyncLookupsOptions) => {
      const format = formatOf(options.itResource);
      await withSession(options, terminal, async (session) => {
        const declarations = named((await declarationsOf(session, session.configuration)).lookups, wanted);
        await mkdir(options.dir, { recursive: true });
        const rows = synchronized(session, declarations, options, format);
        await printRows(rows, { output: options.output, wanted: COLUMNS }, terminal);
      });
    });
}

async function* synchronized(
  { facade, signal }: Session,
  declarations: readonly LookupDeclaration[],
  { dir, as, vanished }: SyncLookupsOptions,
  format: LookupFormat,
): AsyncGenerator<Row, void, void> {
  for (const declaration of declarations) {
    const { name } = declaration;
    const file = join(dir, `${name}.${as}`);
    const previous = existsSync(file) ? await loadLookup(file, { name }) : undefined;
    const report = await synchronizeLookup(facade, declaration, { previous, format, vanished, signal });
    await saveLookup(file, report.definition);
    yield {
      lookup: name,
      entries: [...report.definition].length,
      added: report.added.length,
      changed: report.changed.length,
      returned: report.returned.length,
      vanished: report.vanished.length,
      file,
    };
  }
}

function named(
  declarations: readonly LookupDeclaration[],
  wanted: readonly string[],
): readonly LookupDeclaration[] {
  if (declarations.length === 0) throw new CliProblem('usage', 'This connector has no lookups.');
  if (wanted.length === 0) return declarations;
  return wanted.map((name) => {
    const found = declarations.find((each) => each.name === name || each.name.split('.').at(-1) === name);
    if (found) return found;
    const known = declarations.map((each) => each.name).join(', ');
    throw new CliProblem('usage', `There is no lookup '${name}'. There are: ${known}.`);
  });
}

function formatOf(itResource: string | undefined): LookupFormat {
  if (itResource === undefined) return lookupFormat('plain');
  const at = itResource.indexOf('~');
  if (at < 1) throw new CliProblem('usage', 'Write --it-resource KEY~NAME.');
  return lookupFormat('oracle', { key: itResource.slice(0, at), name: itResource.slice(at + 1) });
}
