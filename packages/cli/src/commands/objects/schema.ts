import { Command } from 'commander';
import { exportObjectClassSchema, type AttributeInfo, type Schema } from '@icf-ts/framework';
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
    .option('--json-schema', 'the JSON Schema of the objects of one class, for forms and editors')
    .action(
      async (type: string | undefined, options: ConnectorOptions & OutputOptions & JsonSchemaOption) => {
        await withSession(options, terminal, async ({ name, facade, signal }) => {
          const schema = await facade.schema({ signal });
          const rows = [...attributes(schema, type, options.output === 'table' ? SHOWN : Infinity)];
          const known = schema.objectClassInfos.map((each) => each.type).join(', ');
          if (rows.length === 0)
            throw new CliProblem(
              'usage',
              `Connector '${name}' has no object class ${type ?? ''}. It has: ${known}.`,
            );
          if (options.jsonSchema === true) return printJsonSchema(schema, type, terminal);
          await printRows(rows, { output: options.output, wanted: Object.keys(rows[0]!) }, terminal);
        });
      },
    );
}

interface JsonSchemaOption {
  readonly jsonSchema?: boolean;
}

function printJsonSchema(schema: Schema, type: string | undefined, terminal: Terminal): void {
  if (type === undefined)
    throw new CliProblem('usage', 'A JSON Schema is of one object class: icf schema account --json-schema');
  const info = schema.objectClassInfos.find((each) => objectClassOf(type).is(each.type))!;
  terminal.write(`${JSON.stringify(exportObjectClassSchema(info), undefined, 2)}\n`);
}

function* attributes(schema: Schema, type: string | undefined, shown: number): Generator<Row, void, void> {
  for (const { type: objectClass, attributeInfos } of schema.objectClassInfos) {
    if (type !== undefined && !objectClassOf(type).is(objectClass)) continue;
    for (const info of attributeInfos) yield row(objectClass, info, shown);
  }
}

/** Values that have room in a table. */
const SHOWN = 4;

const row = (objectClass: string, info: AttributeInfo, shown: number): Row => ({
  class: objectClass,
  attribute: info.name,
  type: info.type,
  nativeName: info.nativeName,
  flags: [...info.flags],
  maxLength: info.maxLength,
  references:
    info.referencedObjectClasses ??
    (info.referencedObjectClassName ? [info.referencedObjectClassName] : null),
  values: firstOf(info.allowedValues ?? info.suggestedValues, shown),
});

const firstOf = (values: readonly string[] | null, shown: number): readonly string[] | null =>
  values && values.length > shown ? [...values.slice(0, shown), `… ${values.length} in all`] : values;
