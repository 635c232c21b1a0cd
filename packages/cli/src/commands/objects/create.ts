import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { CliProblem } from '../../problems/cli-problem.js';
import { attributesOf } from '../../values/assignments.js';
import { objectClassOf } from '../../values/object-class-name.js';
import { classInfo, withConnector, withSession, type ConnectorOptions } from './connector-options.js';
import { valuesOf, withValues, type WriteOptions } from './write-options.js';

export function createCommand(terminal: Terminal): Command {
  return withValues(withConnector(new Command('create')))
    .description('Create an object, and print its __UID__.')
    .argument('<class>', 'account, group, or the name of an object class')
    .argument('[values...]', 'name=value; name:=JSON; a repeated name has several values')
    .addHelpText(
      'after',
      `
Examples:
  $ icf create account __NAME__=ada@example.com LastName=Lovelace --secret __PASSWORD__=env:ADA_PASSWORD
  $ icf create account --from ada.json
`,
    )
    .action(async (type: string, texts: readonly string[], options: ConnectorOptions & WriteOptions) => {
      const objectClass = objectClassOf(type);
      await withSession(options, terminal, async (session) => {
        const schema = await classInfo(session, objectClass);
        const values = await valuesOf(texts, options, schema, session, terminal);
        const other = values.find(({ how }) => how !== 'set');
        if (other)
          throw new CliProblem('usage', `A new object has no values to add to: write ${other.name}=value.`);
        const { value } = await session.facade.create(objectClass, attributesOf(values), {
          signal: session.signal,
        });
        terminal.write(`${value}\n`);
      });
    });
}
