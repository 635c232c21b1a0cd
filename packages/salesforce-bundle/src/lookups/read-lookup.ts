import { sameName, type LookupEntry } from '@icf-ts/framework/spi';
import type { CallContext } from '../session/api-request.js';
import type { SalesforceRecord } from '../session/query/query-page.js';
import { queryPages } from '../session/query/query-pages.js';
import type { Session } from '../session/session.js';
import { condition } from '../soql/condition.js';
import { selectStatement } from '../soql/select.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { LookupRow, LookupSource } from './lookup-table.js';
import { tellApart } from './tell-apart.js';

/**
 * All entries of a lookup. Of rows, one API call per page of up to 2,000; of a picklist, the describe of its object,
 * which is one call an hour for all picklists of that object; of what is fixed, none.
 */
export async function readLookup(
  session: Session,
  { source }: LookupRow,
  batchSize: number,
  context: CallContext,
): Promise<readonly LookupEntry[]> {
  switch (source.kind) {
    case 'fixed':
      return source.entries;
    case 'picklist':
      return valuesOf(session, source, context);
    case 'rows':
      return tellApart((await recordsOf(session, source, batchSize, context)).map(namedBy(source)));
  }
}

type Rows = Extract<LookupSource, { kind: 'rows' }>;

async function recordsOf(
  session: Session,
  { sobject, label, apart, where }: Rows,
  batchSize: number,
  context: CallContext,
): Promise<readonly SalesforceRecord[]> {
  const soql = selectStatement({
    fields: ['Id', label, ...apart],
    sobject,
    where: where === undefined ? 'all' : (condition(where) as { text: string }),
    orderBy: [
      { field: label, ascending: true },
      { field: 'Id', ascending: true },
    ],
  });
  const records: SalesforceRecord[] = [];
  for await (const page of queryPages(session, { soql }, { batchSize, context })) {
    // All of them are wanted, so the next is on its way while this one is copied.
    page.prefetch();
    records.push(...page.records);
  }
  return records;
}

const namedBy =
  ({ label, apart }: Rows) =>
  (record: SalesforceRecord) => {
    const code = String(record['Id']);
    const special = apart.flatMap((field) => textIn(record[field])).join('__');
    return { code, label: textIn(record[label])[0] ?? (special || code), apart: special };
  };

const textIn = (value: unknown): readonly string[] => (typeof value === 'string' && value ? [value] : []);

async function valuesOf(
  session: Session,
  { sobject, field: name }: Extract<LookupSource, { kind: 'picklist' }>,
  context: CallContext,
): Promise<readonly LookupEntry[]> {
  const { fields } = await session.describes.get(sobject, context);
  const field = fields.find((candidate) => sameName(candidate.name, name));
  if (!field) throw worded('ConfigurationException', text('fault.noField', sobject, name, name));
  return (field.picklistValues ?? [])
    .filter(({ active }) => active)
    .map(({ value, label }) => [value, label || value]);
}
