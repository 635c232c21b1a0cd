import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import type { JsonObject } from '@icf-ts/provisioning';
import type { IdentitySession, PushingOptions } from '../../jobs/identity-session.js';
import { CliProblem } from '../../problems/cli-problem.js';
import { EXITS } from '../../problems/exit-codes.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from '../server/exit.js';
import { WHICH, withPush } from './identity-options.js';

interface FromOptions extends PushingOptions {
  readonly from?: string;
}
interface RevisionOptions extends FromOptions {
  readonly revision?: string;
}

const VALUES = 'path=value, or path:=JSON; null says that there is no value';

export const createIdentityCommand = (terminal: Terminal, exit: Exit): Command =>
  withPush(new Command('create'))
    .description('Create an identity, and print its id. Live outbound jobs send it to their systems at once.')
    .argument('[values...]', VALUES)
    .option('-f, --from <file>', 'a JSON object; - is standard input')
    .action(async (texts: readonly string[], options: FromOptions) => {
      await writing(options, terminal, exit, async ({ identities, type }) => {
        const { valuesOver } = await import('../../jobs/identity-session.js');
        const attributes = valuesOver(await document(options.from), texts);
        if (Object.keys(attributes).length === 0) throw nothing();
        terminal.write(`${(await identities.createIdentity(type, attributes)).id}\n`);
      });
    });

export const updateIdentityCommand = (terminal: Terminal, exit: Exit): Command =>
  withPush(new Command('update'))
    .description('Change an identity. Live outbound jobs send the change to their systems at once.')
    .argument('<which>', WHICH)
    .argument('[values...]', VALUES)
    .option('-f, --from <file>', 'a JSON Merge Patch (RFC 7396); - is standard input')
    .option('--revision <number>', 'only if it still has this revision')
    .action(async (which: string, texts: readonly string[], options: RevisionOptions) => {
      await writing(options, terminal, exit, async (session) => {
        const { mergePatch } = await import('@icf-ts/provisioning');
        const { identityOf, valuesOver } = await import('../../jobs/identity-session.js');
        const { noteUnmapped } = await import('../../jobs/unmapped-changes.js');
        const patch = await document(options.from);
        if (texts.length === 0 && Object.keys(patch).length === 0) throw nothing();
        const { id } = await identityOf(session, which);
        let before: JsonObject = {};
        const { attributes } = await session.identities.rewriteIdentity(
          id,
          (present) => valuesOver(mergePatch((before = present), patch) as JsonObject, texts),
          revisionOf(options),
        );
        noteUnmapped(session, before, attributes);
      });
    });

export const deleteIdentityCommand = (terminal: Terminal, exit: Exit): Command =>
  withPush(new Command('delete'))
    .description('Delete an identity. What becomes of its objects is a matter of the jobs: SOURCE_MISSING.')
    .argument('<which>', WHICH)
    .option('--revision <number>', 'only if it still has this revision')
    .action(async (which: string, options: RevisionOptions) => {
      await writing(options, terminal, exit, async (session) => {
        const { identityOf } = await import('../../jobs/identity-session.js');
        const { id } = await identityOf(session, which);
        await session.identities.removeIdentity(id, revisionOf(options));
      });
    });

/** Writes, and then lets live jobs push. The exit code tells whether all that was pushed arrived. */
async function writing(
  options: PushingOptions,
  terminal: Terminal,
  exit: Exit,
  work: (session: IdentitySession) => Promise<void>,
): Promise<void> {
  const { pushLive, withIdentities } = await import('../../jobs/identity-session.js');
  const failed = await withIdentities(options, terminal, async (session) => {
    await work(session);
    return options.push ? pushLive(session) : 0;
  });
  if (failed > 0) exit(EXITS.partly.code);
}

function revisionOf({ revision }: RevisionOptions): { readonly revision?: number } {
  if (revision === undefined) return {};
  if (/^\d{1,9}$/.test(revision)) return { revision: Number(revision) };
  throw new CliProblem('usage', `'${revision}' is no revision: it must be a whole number.`);
}

const nothing = (): CliProblem =>
  new CliProblem('usage', 'No value was given.', { advice: 'Write path=value, or --from FILE.' });

async function document(from: string | undefined): Promise<JsonObject> {
  if (from === undefined) return {};
  const place = from === '-' ? 'Standard input' : from;
  let value: unknown;
  try {
    value = JSON.parse(from === '-' ? await text(process.stdin) : await readFile(from, 'utf8'));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new CliProblem(
      'usage',
      `${place} ${code ? `cannot be read: ${code}` : `holds no JSON: ${message}`}.`,
      { cause },
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new CliProblem('usage', `${place} holds no JSON object.`);
}
