import { Command } from 'commander';
import type { GivenSecrets, Identity, JsonObject } from '@icf-ts/provisioning';
import type { IdentitySession, PushingOptions } from '../../identities/identity-session.js';
import { CliProblem } from '../../problems/cli-problem.js';
import { EXITS } from '../../problems/exit-codes.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from '../server/exit.js';
import { WHICH, withPush, withWriting } from './identity-options.js';

interface FromOptions extends PushingOptions {
  readonly from?: string;
  readonly secret: readonly string[];
}
interface RevisionOptions extends PushingOptions {
  readonly revision?: string;
}

const VALUES = 'path=value, or path:=JSON; null says that there is no value';
/** Why secrets are not like other values. */
const SECRETS = `
What a map takes for a password or another secret goes to the systems of live jobs at once. It is not kept: where it
does not arrive, that is told, and the exit code is ${EXITS.partly.code}.
`;

export const createIdentityCommand = (terminal: Terminal, exit: Exit): Command =>
  withWriting(new Command('create'), 'a JSON object')
    .description('Create an identity, and print its id. Live outbound jobs send it to their systems at once.')
    .argument('[values...]', VALUES)
    .addHelpText('after', SECRETS)
    .action(async (texts: readonly string[], options: FromOptions) => {
      const input = await inputOf(texts, options, terminal);
      await writing(options, terminal, exit, async (session, secrets) => {
        const attributes = input.over(session, input.document);
        const created = await session.identities.createIdentity(session.type, attributes, { secrets });
        terminal.write(`${created.id}\n`);
        return created;
      });
    });

export const updateIdentityCommand = (terminal: Terminal, exit: Exit): Command =>
  withWriting(new Command('update'), 'a JSON Merge Patch (RFC 7396)')
    .description('Change an identity. Live outbound jobs send the change to their systems at once.')
    .argument('<which>', WHICH)
    .argument('[values...]', VALUES)
    .option('--revision <number>', 'only if it still has this revision')
    .addHelpText('after', SECRETS)
    .action(async (which: string, texts: readonly string[], options: FromOptions & RevisionOptions) => {
      const input = await inputOf(texts, options, terminal);
      const revision = revisionOf(options);
      await writing(options, terminal, exit, async (session, secrets) => {
        const { mergePatch } = await import('@icf-ts/provisioning');
        const { identityOf } = await import('../../identities/identity-session.js');
        const { noteUnmapped } = await import('../../identities/unmapped-changes.js');
        const { id } = await identityOf(session, which);
        let before: JsonObject = {};
        const updated = await session.identities.rewriteIdentity(
          id,
          (present) => input.over(session, mergePatch((before = present), input.document) as JsonObject),
          { ...revision, secrets },
        );
        noteUnmapped(session, before, updated.attributes);
        return updated;
      });
    });

export const deleteIdentityCommand = (terminal: Terminal, exit: Exit): Command =>
  withPush(new Command('delete'))
    .description('Delete an identity. What becomes of its objects is a matter of the jobs: SOURCE_MISSING.')
    .argument('<which>', WHICH)
    .option('--revision <number>', 'only if it still has this revision')
    .action(async (which: string, options: RevisionOptions) => {
      await writing(options, terminal, exit, async (session) => {
        const { identityOf } = await import('../../identities/identity-session.js');
        const identity = await identityOf(session, which);
        await session.identities.removeIdentity(identity.id, revisionOf(options));
        return identity;
      });
    });

/** What a command line gives to be written, read before anything is opened. @throws CliProblem where that is nothing */
async function inputOf(texts: readonly string[], options: FromOptions, terminal: Terminal) {
  const { readIdentityInput } = await import('../../identities/identity-input.js');
  return readIdentityInput(texts, options, terminal);
}

/** Writes, and then lets live jobs push. The exit code tells whether what was written has arrived. */
async function writing(
  options: PushingOptions,
  terminal: Terminal,
  exit: Exit,
  work: (session: IdentitySession, secrets: GivenSecrets) => Promise<Identity>,
): Promise<void> {
  const { GivenSecrets } = await import('@icf-ts/provisioning');
  const { withIdentities } = await import('../../identities/identity-session.js');
  const { pushLive } = await import('../../identities/push-live.js');
  const failed = await withIdentities(options, terminal, async (session) => {
    const secrets = new GivenSecrets();
    const { id } = await work(session, secrets);
    return pushLive(session, { ids: [id], secrets }, options.push);
  });
  if (failed > 0) exit(EXITS.partly.code);
}

function revisionOf({ revision }: RevisionOptions): { readonly revision?: number } {
  if (revision === undefined) return {};
  if (/^\d{1,9}$/.test(revision)) return { revision: Number(revision) };
  throw new CliProblem('usage', `'${revision}' is no revision: it must be a whole number.`);
}
