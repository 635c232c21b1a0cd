import { constants } from 'node:fs';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import type { ObjectClassInfo, SyncDelta, SyncToken } from '@icf-ts/framework';
import { printRows } from '../../output/print-rows.js';
import { CliProblem } from '../../problems/cli-problem.js';
import type { Terminal } from '../../terminal/terminal.js';
import { objectClassOf } from '../../values/object-class-name.js';
import { rowOf, type Row } from '../../values/plain-value.js';
import { parseToken, tokenText } from '../../values/sync-token-text.js';
import {
  classInfo,
  names,
  positive,
  withConnector,
  withOutput,
  withSession,
  type ConnectorOptions,
  type OutputOptions,
} from './connector-options.js';
import { columnsOf, known } from './search.js';

interface SyncOptions extends ConnectorOptions, OutputOptions {
  readonly token?: string;
  readonly tokenFile?: string;
  readonly latest?: boolean;
  readonly attributes?: readonly string[];
  readonly limit?: number;
}

/** A token that a person can still copy. */
const LONGEST = 200;
const COLUMNS = ['change', '__UID__'] as const;

export function syncCommand(terminal: Terminal): Command {
  return withOutput(withConnector(new Command('sync')), 'jsonl')
    .description(
      'Print the changes since a sync token. Without a token: since the beginning, as the connector has it.',
    )
    .argument('<class>', 'account, group, all, or the name of an object class')
    .option('--token <token>', 'where to begin, as a former run said')
    .addOption(
      new Option(
        '--token-file <file>',
        'read the token from this file, where it is there, and write the new one to it when all changes are printed',
      ).conflicts('token'),
    )
    .option('--latest', 'print only the token of now')
    .option('-a, --attributes <names>', 'only these, apart by commas', names)
    .option('-l, --limit <count>', 'end after so many changes', positive)
    .action(async (type: string, options: SyncOptions) => {
      const objectClass = objectClassOf(type);
      if (options.tokenFile !== undefined) await assertKeepable(options.tokenFile);
      await withSession(options, terminal, async (session) => {
        const { facade, signal, note } = session;
        const keep = async (token: SyncToken | null | undefined): Promise<void> => {
          if (!token) return;
          if (options.tokenFile !== undefined) await save(options.tokenFile, tokenText(token));
          const text = tokenText(token);
          if (options.tokenFile === undefined)
            note(
              text.length > LONGEST ? 'The new token is long: keep it with --token-file.' : `token: ${text}`,
            );
        };
        if (options.latest) {
          const token = await facade.getLatestSyncToken(objectClass, { signal });
          if (!token) throw new CliProblem('failure', 'The connector has no sync token for this class.');
          terminal.write(`${tokenText(token)}\n`);
          if (options.tokenFile !== undefined) await save(options.tokenFile, tokenText(token));
          return;
        }
        const schema = await classInfo(session, objectClass);
        const attributesToGet = options.attributes?.map((name) => known(name, schema));
        const changes = facade.sync(objectClass, await firstToken(options), { signal, attributesToGet });
        const seen: Seen = {};
        const wanted = attributesToGet && [...new Set([...COLUMNS, '__NAME__', ...attributesToGet])];
        const all = new Set([...COLUMNS, ...(columnsOf(schema) ?? [])]);
        await printRows(
          rows(changes, schema, options.limit, seen),
          { output: options.output, wanted, known: [...all] },
          terminal,
        );
        signal.throwIfAborted();
        await keep(changes.result ?? seen.token);
      });
    });
}

interface Seen {
  token?: SyncToken;
}

async function* rows(
  changes: AsyncIterable<SyncDelta>,
  schema: ObjectClassInfo | undefined,
  limit: number | undefined,
  seen: Seen,
): AsyncGenerator<Row, void, void> {
  let count = 0;
  for await (const { type, token, uid, object } of changes) {
    yield {
      change: type,
      __UID__: uid.value,
      ...(object ? rowOf(object, schema) : {}),
    };
    seen.token = token;
    if (++count === limit) return;
  }
}

async function firstToken({ token, tokenFile }: SyncOptions): Promise<SyncToken | null> {
  if (token !== undefined) return parseToken(token);
  if (tokenFile === undefined) return null;
  try {
    return parseToken(await readFile(tokenFile, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Changes whose token is lost would be printed in vain. @throws CliProblem where no file can be written there */
async function assertKeepable(file: string): Promise<void> {
  const folder = dirname(file);
  try {
    // The dot finds out a file in the place of the folder.
    await access(`${folder}/.`, constants.W_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' || code === 'ENOTDIR' ? `there is no folder ${folder}` : code;
    throw new CliProblem('usage', `The token cannot be kept in ${file}: ${why}.`, { cause });
  }
}

/** Whoever reads it finds the old token or the new one, whole. */
async function save(file: string, text: string): Promise<void> {
  const beside = `${file}.new-${process.pid}`;
  await writeFile(beside, `${text}\n`);
  await rename(beside, file);
}
