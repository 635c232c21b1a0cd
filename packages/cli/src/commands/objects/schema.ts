import { Command } from 'commander';
import type { AttributeInfo, Schema } from '@icf-ts/framework';
import { printRows } from '../../output/print-rows.js';
import { CliProblem } from '../../problems/cli-problem.js';
import type { Terminal } from '../../terminal/terminal.js';
import { objectClassOf } from '../../values/object-class-name.js';
import type { Row } from '../../values/plain-value.js';
import {
  withConnector,
  withOutput,
  withSession,
  type ConnectorOptions,
  type OutputOptions,
} from './connector-options.js';

export function schemaCommand(terminal: Terminal): Command {
  return withOutput(withConnector(new Command('schema')))
    .description('Print the attributes of the object classes that a connector knows.')
    .argument('[class]', 'only this one: account, group, or the name of an object class')
    .action(async (type: string | undefined, options: ConnectorOptions & OutputOptions) => {
      await withSession(options, terminal, async ({ name, facade, signal }) => {
        const schema = await facade.schema({ signal });
        const rows = [...attributes(schema, type)];
        const known = schema.objectClassInfos.map((each) => each.type).join(', ');
        if (rows.length === 0)
          throw new CliProblem(
            'usage',
            `Connector '${name}' has no object class ${type ?? ''}. It has: ${known}.`,
          );
        await printRows(rows, { output: options.output, wanted: Object.keys(rows[0]!) }, terminal);
      });
    });
}

function* attributes(schema: Schema, type: string | undefined): Generator<Row, void, void> {
  for (const { type: objectClass, attributeInfos } of schema.objectClassInfos) {
    if (type !== undefined && !objectClassOf(type).is(objectClass)) continue;
    for (const info of attributeInfos) yield row(objectClass, info);
  }
}

const row = (objectClass: string, info: AttributeInfo): Row => ({
  class: objectClass,
  attribute: info.name,
  type: info.type,
  nativeName: info.nativeName,
  flags: [...info.flags],
});
