import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { attributesOf, deltasOf } from '../../values/assignments.js';
import { objectClassOf } from '../../values/object-class-name.js';
import { classInfo, withConnector, withSession, type ConnectorOptions } from './connector-options.js';
import { findUid, withBy, type ByOptions } from './find-uid.js';
import { valuesOf, withValues, type WriteOptions } from './write-options.js';

type UpdateOptions = ConnectorOptions & WriteOptions & ByOptions;

export function updateCommand(terminal: Terminal): Command {
  return withBy(withValues(withConnector(new Command('update'))))
    .description('Change an object, and print its __UID__, which may be another one afterwards.')
    .argument('<class>', 'account, group, or the name of an object class')
    .argument('<id>', 'its __UID__')
    .argument(
      '[values...]',
      'name=value; name:=JSON; name+=value and name-=value add and remove one of several',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ icf update account 0058d000001 Title=Analyst __ENABLE__=true
  $ icf update account ada@example.com --by __NAME__ --password
  $ icf update account 0058d000001 Department:=null
`,
    )
    .action(async (type: string, id: string, texts: readonly string[], options: UpdateOptions) => {
      const objectClass = objectClassOf(type);
      await withSession(options, terminal, async (session) => {
        const { facade, signal } = session;
        const schema = await classInfo(session, objectClass);
        const values = await valuesOf(texts, options, schema, session, terminal);
        const uid = await findUid(session, objectClass, id, options, schema);
        if (values.every(({ how }) => how === 'set')) {
          const changed = await facade.update(objectClass, uid, attributesOf(values), { signal });
          terminal.write(`${(changed ?? uid).value}\n`);
          return;
        }
        const effects = await facade.updateDelta(objectClass, uid, deltasOf(values), { signal });
        const renamed = effects?.find((delta) => delta.is('__UID__'))?.valuesToReplace?.[0];
        terminal.write(`${typeof renamed === 'string' ? renamed : uid.value}\n`);
      });
    });
}
