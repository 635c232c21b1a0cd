import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { objectClassOf } from '../../values/object-class-name.js';
import { classInfo, withConnector, withSession, type ConnectorOptions } from './connector-options.js';
import { findUid, withBy, type ByOptions } from './find-uid.js';

export function deleteCommand(terminal: Terminal): Command {
  return withBy(withConnector(new Command('delete')))
    .description('Delete objects, one after the other; the first failure ends it. Asks nothing.')
    .argument('<class>', 'account, group, or the name of an object class')
    .argument('<id...>', 'their __UID__s')
    .action(async (type: string, ids: readonly string[], options: ConnectorOptions & ByOptions) => {
      const objectClass = objectClassOf(type);
      await withSession(options, terminal, async (session) => {
        const { facade, signal, note } = session;
        const schema = options.by === undefined ? undefined : await classInfo(session, objectClass);
        for (const id of ids) {
          signal.throwIfAborted();
          const uid = await findUid(session, objectClass, id, options, schema);
          await facade.delete(objectClass, uid, { signal });
          note(`deleted ${objectClass.type} ${uid.value}`);
        }
      });
    });
}
