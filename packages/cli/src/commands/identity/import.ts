import { Command } from 'commander';
import type { PushingOptions } from '../../identities/identity-session.js';
import { EXITS } from '../../problems/exit-codes.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from '../server/exit.js';
import { withPush } from './identity-options.js';

const WHY = {
  ambiguous: 'several identities it could be',
  repeated: 'the same identity as an earlier entry of its batch',
} as const;

export const importCommand = (terminal: Terminal, exit: Exit): Command =>
  withPush(new Command('import'))
    .description(
      'Create or update an identity for each entry of a file; jobs tell which entry is which identity. What maps take for secrets is sent, and not kept.',
    )
    .argument(
      '<file>',
      '.csv, whose columns are paths such as name.givenName, or .jsonl with an object a line',
    )
    .addHelpText(
      'after',
      `
The file is in UTF-8. Columns may be apart by commas, semicolons or tabs. Each entry needs a value that jobs find
identities by: a key of a correlation rule. Of a file with a mistake nothing is written.
`,
    )
    .action(async (file: string, options: PushingOptions) => {
      const { GivenSecrets } = await import('@icf-ts/provisioning');
      const { withIdentities } = await import('../../identities/identity-session.js');
      const { pushLive } = await import('../../identities/push-live.js');
      const { tellUnsent } = await import('../../identities/unsent-secrets.js');
      const { importIdentities } = await import('../../identities/import-identities.js');
      const failed = await withIdentities(options, terminal, async (session) => {
        const secrets = new GivenSecrets();
        const { counts, ids } = await importIdentities(
          session,
          file,
          secrets,
          (line, { outcome, identities }) => {
            const ids = identities.length > 0 ? ` (${identities.join(', ')})` : '';
            session.note(`${file}:${line}: left out: ${WHY[outcome as keyof typeof WHY]}${ids}`);
          },
        ).catch((error: unknown) => {
          tellUnsent(secrets.unsent(), 'The import has ended before it was pushed.', session.note);
          throw error;
        });
        const { ambiguous, repeated, ...written } = counts;
        const left = ambiguous + repeated;
        terminal.write(
          `${Object.entries(written)
            .map(([name, count]) => `${count} ${name}`)
            .join(', ')}${left > 0 ? `, ${left} left out` : ''}\n`,
        );
        return left + (await pushLive(session, { ids, secrets }, options.push));
      });
      if (failed > 0) exit(EXITS.partly.code);
    });
