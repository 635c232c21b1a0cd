import { Command } from 'commander';
import { printRows } from '../../output/print-rows.js';
import { CliProblem } from '../../problems/cli-problem.js';
import type { Terminal } from '../../terminal/terminal.js';
import { objectClassOf } from '../../values/object-class-name.js';
import { rowOf } from '../../values/plain-value.js';
import {
  classInfo,
  names,
  withConnector,
  withOutput,
  withSession,
  type ConnectorOptions,
  type OutputOptions,
} from './connector-options.js';
import { findUid, withBy, type ByOptions } from './find-uid.js';
import { columnsOf, known } from './search.js';

interface GetOptions extends ConnectorOptions, OutputOptions, ByOptions {
  readonly attributes?: readonly string[];
}

export function getCommand(terminal: Terminal): Command {
  return withBy(withOutput(withConnector(new Command('get')), 'jsonl'))
    .description('Print one object.')
    .argument('<class>', 'account, group, or the name of an object class')
    .argument('<id>', 'its __UID__')
    .option('-a, --attributes <names>', 'only these, apart by commas', names)
    .action(async (type: string, id: string, options: GetOptions) => {
      const objectClass = objectClassOf(type);
      await withSession(options, terminal, async (session) => {
        const { facade, signal } = session;
        const schema = await classInfo(session, objectClass);
        const attributesToGet = options.attributes?.map((name) => known(name, schema));
        const uid = await findUid(session, objectClass, id, options, schema);
        const object = await facade.get(objectClass, uid, { signal, attributesToGet });
        if (!object)
          throw new CliProblem('notFound', `There is no ${objectClass.type} with __UID__ '${uid.value}'.`);
        const wanted = attributesToGet && [...new Set(['__UID__', '__NAME__', ...attributesToGet])];
        await printRows(
          [rowOf(object, schema)],
          { output: options.output, wanted, known: columnsOf(schema) },
          terminal,
        );
      });
    });
}
