import { Command } from 'commander';
import {
  SortKey,
  parseFilter,
  type ConnectorObject,
  type Filter,
  type ObjectClass,
  type ObjectClassInfo,
} from '@icf-ts/framework';
import { ConnectorException } from '@icf-ts/framework';
import { printRows } from '../../output/print-rows.js';
import type { Terminal } from '../../terminal/terminal.js';
import { attributeInfo } from '../../values/assignments.js';
import { objectClassOf } from '../../values/object-class-name.js';
import { rowOf, type Row } from '../../values/plain-value.js';
import {
  classInfo,
  names,
  positive,
  withConnector,
  withOutput,
  withSession,
  type ConnectorOptions,
  type OutputOptions,
  type Session,
} from './connector-options.js';

export interface SearchOptions extends ConnectorOptions, OutputOptions {
  readonly attributes?: readonly string[];
  readonly pageSize?: number;
  readonly limit?: number;
  readonly sort?: readonly string[];
  readonly count?: boolean;
}

export function searchCommand(terminal: Terminal): Command {
  return withOutput(withConnector(new Command('search')))
    .description('Print the objects of a class that match a filter.')
    .argument('<class>', 'account, group, or the name of an object class')
    .argument('[filter]', "ICF filter text, e.g. \"startsWith('mail', 'a') & equalTo('active', true)\"")
    .option('-a, --attributes <names>', 'only these, apart by commas', names)
    .option('--page-size <count>', 'objects per page that the target is asked for', positive)
    .option('-l, --limit <count>', 'end after so many objects', positive)
    .option('--sort <names>', 'attributes to sort by, apart by commas; -name is descending', names)
    .option('--count', 'print only how many there are')
    .addHelpText(
      'after',
      `
Examples:
  $ icf search account
  $ icf search account "contains('__NAME__', '@example.com')" -a mail,__ENABLE__ -o csv > users.csv
  $ icf search group --sort __NAME__ --limit 10 -o jsonl | jq -r .__UID__
`,
    )
    .action(async (type: string, filter: string | undefined, options: SearchOptions) => {
      const objectClass = objectClassOf(type);
      // Before anything is opened: a filter that cannot be read needs no connector to say so.
      const parsed = filter === undefined ? null : parseFilter(filter);
      await withSession(options, terminal, (session) =>
        search(session, objectClass, parsed, options, terminal),
      );
    });
}

async function search(
  session: Session,
  objectClass: ObjectClass,
  filter: Filter | null,
  options: SearchOptions,
  terminal: Terminal,
): Promise<void> {
  const { facade, signal } = session;
  if (options.count) {
    terminal.write(`${await facade.count(objectClass, filter, { signal })}\n`);
    return;
  }
  const schema = await classInfo(session, objectClass);
  const attributes = options.attributes?.map((name) => known(name, schema));
  const wanted = attributes && [...new Set(['__UID__', '__NAME__', ...attributes])];
  const objects = pages(session, objectClass, filter, options, attributes);
  await printRows(
    rows(objects, schema, signal),
    { output: options.output, wanted, known: columnsOf(schema) },
    terminal,
  );
}

/** Every page, one after the other, until there is none or enough is there. */
async function* pages(
  { facade, signal, info }: Session,
  objectClass: ObjectClass,
  filter: Filter | null,
  { pageSize, limit = Infinity, sort }: SearchOptions,
  attributesToGet: readonly string[] | undefined,
): AsyncGenerator<ConnectorObject, void, void> {
  const sortKeys = sort?.map((name) =>
    name.startsWith('-') ? new SortKey(name.slice(1), false) : new SortKey(name, true),
  );
  let left = limit;
  let cookie: string | undefined;
  do {
    const page = facade.search(objectClass, filter, {
      ...{ signal, sortKeys, attributesToGet, pagedResultsCookie: cookie },
      pageSize: pageSize === undefined ? undefined : Math.min(pageSize, left),
    });
    for await (const object of page) {
      yield object;
      if (--left === 0) return;
    }
    const next = page.result?.pagedResultsCookie || undefined;
    if (next !== undefined && next === cookie) {
      throw new ConnectorException(
        `Connector ${info.key.connectorName} gave the same page cookie twice. This is a fault of the connector.`,
      );
    }
    cookie = next;
  } while (cookie !== undefined);
}

async function* rows(
  objects: AsyncIterable<ConnectorObject>,
  schema: ObjectClassInfo | undefined,
  signal: AbortSignal,
): AsyncGenerator<Row, void, void> {
  for await (const object of objects) {
    signal.throwIfAborted();
    yield rowOf(object, schema);
  }
}

const SPECIAL = new Set(['__UID__', '__NAME__']);
/** The name as the schema spells it. */
export const known = (name: string, schema: ObjectClassInfo | undefined): string =>
  SPECIAL.has(name.toUpperCase()) ? name.toUpperCase() : attributeInfo(name, schema).name;

/** What a search returns without being asked, as the schema says. */
export const columnsOf = (schema: ObjectClassInfo | undefined): readonly string[] | undefined =>
  schema && [
    ...SPECIAL,
    ...schema.attributeInfos
      .filter(({ isReturnedByDefault, name }) => isReturnedByDefault && !SPECIAL.has(name))
      .map(({ name }) => name),
  ];
