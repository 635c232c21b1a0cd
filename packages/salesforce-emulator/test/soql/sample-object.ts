import { buildCatalog } from '#src/describe/catalog.js';
import type { Catalog } from '#src/describe/catalog.js';
import { field } from '#src/describe/field-spec.js';
import { object } from '#src/describe/object-spec.js';
import type { FieldValues, Row } from '#src/record/row.js';
import type { QueryTarget } from '#src/soql/bind/query-scope.js';
import { runQuery } from '#src/soql/run-query.js';
import { Store } from '#src/store/store.js';

/** An object with a field of every type that conditions can compare. */
const SAMPLE = object(
  'Sample__c',
  'Sample',
  'a00',
  'CUDB',
  [
    field('Id', 'id', 'DFSG', 'ID'),
    field('IsDeleted', 'boolean', 'DFSG', 'Deleted'),
    field('Text', 'string(80)', 'CUNFSG', 'Text'),
    field('Indexed', 'string(80)', 'CUNFSG', 'Indexed'),
    field('Area', 'textarea(255)', 'CUNFS', 'Area'),
    field('Multi', 'multipicklist(255)', 'CUNF', 'Multi'),
    field('Flag', 'boolean', 'CUDFSG', 'Flag'),
    field('Count', 'int', 'CUNFSG', 'Count'),
    field('Ratio', 'double(18,2)', 'CUNFS', 'Ratio'),
    field('Day', 'date', 'CUNFSG', 'Day'),
    field('Stamp', 'datetime', 'CUNFS', 'Stamp'),
    field('SystemModstamp', 'datetime', 'NFS', 'System Modstamp'),
    field('OwnerId', 'reference', 'CUNFSG', 'Owner', { to: ['Group', 'User'], as: 'Owner' }),
    field('BossId', 'reference', 'CUNFSG', 'Boss', { to: ['User'], as: 'Boss' }),
  ],
  { indexes: ['Indexed', 'BossId'] },
);

const STANDARD = buildCatalog(new Set());
const CATALOG: Catalog = {
  ...STANDARD,
  objects: [...STANDARD.objects, SAMPLE],
  named: (name) => (name.toLowerCase() === 'sample__c' ? SAMPLE : STANDARD.named(name)),
  withPrefix: (prefix) => (prefix === 'a00' ? SAMPLE : STANDARD.withPrefix(prefix)),
};

/** An org of samples, three users called `u0` … and a group. */
export interface SampleOrg {
  readonly users: readonly Row[];
  readonly group: Row;
  readonly target: QueryTarget;
  insert(values: FieldValues): Row;
  update(row: Row, values: FieldValues): void;
  remove(row: Row): void;
  /** Ids of the samples for which a condition holds, in the order of the answer. */
  idsWhere(condition: string, includeDeleted?: boolean): readonly string[];
}

export function sampleOrg(nowMs: number): SampleOrg {
  const store = new Store(CATALOG, 'EM0', 1);
  const table = store.table('Sample__c');
  const users = [0, 1, 2].map((index) =>
    store.table('User').insert({ Alias: `u${index}`, LastName: `User ${index}`, IsActive: true }),
  );
  const group = store.table('Group').insert({ Name: 'The group' });
  const target: QueryTarget = {
    catalog: CATALOG,
    store,
    sources: {
      origin: '',
      seatsUsed: () => 0,
      assignmentsOf: () => 0,
      isUserActive: () => true,
      nowSeconds: () => nowMs / 1000,
    },
    timeZone: 'GMT',
    nowMs,
  };
  return {
    users,
    group,
    target,
    insert: (values) => table.insert(values),
    update: (row, values) => {
      table.update(row, values);
    },
    remove: (row) => {
      table.delete(row, nowMs / 1000);
    },
    idsWhere: (condition, includeDeleted = false) => {
      const soql = `SELECT Id FROM Sample__c WHERE ${condition}`;
      const outcome = runQuery(soql, { ...target, includeDeleted });
      return outcome.kind === 'rows' ? outcome.rows.map(({ Id }) => Id) : [];
    },
  };
}
