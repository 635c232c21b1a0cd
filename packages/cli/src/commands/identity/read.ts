import { Command } from 'commander';
import { printRows } from '../../output/print-rows.js';
import type { IdentityOptions } from '../../identities/identity-session.js';
import type { Terminal } from '../../terminal/terminal.js';
import { names, positive, withOutput, type OutputOptions } from '../objects/connector-options.js';
import { WHICH, withType } from './identity-options.js';

interface ListOptions extends IdentityOptions, OutputOptions {
  readonly attributes?: readonly string[];
  readonly limit?: number;
}

export const listCommand = (terminal: Terminal): Command =>
  withOutput(withType(new Command('list')))
    .description('Print identities, in the order of their ids.')
    .option('-a, --attributes <paths>', 'only these, such as name.givenName, apart by commas', names)
    .option('-l, --limit <count>', 'end after so many', positive)
    .action(async (options: ListOptions) => {
      const { withIdentities } = await import('../../identities/identity-session.js');
      const { identityRows } = await import('../../identities/identity-rows.js');
      await withIdentities(options, terminal, async (session) => {
        const { attributes, output } = options;
        const wanted = attributes && ['id', ...attributes];
        await printRows(identityRows(session, options), { output, wanted }, terminal);
      });
    });

export const showCommand = (terminal: Terminal): Command =>
  withOutput(withType(new Command('get')), 'json')
    .description('Print an identity.')
    .argument('<which>', WHICH)
    .action(async (which: string, { output, ...options }: IdentityOptions & OutputOptions) => {
      const { identityOf, identityRow, withIdentities } =
        await import('../../identities/identity-session.js');
      await withIdentities(options, terminal, async (session) => {
        await printRows([identityRow(await identityOf(session, which))], { output }, terminal);
      });
    });
