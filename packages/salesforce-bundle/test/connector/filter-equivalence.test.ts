import {
  Double,
  Name,
  Uid,
  ZonedDateTime,
  attribute,
  filters,
  matches,
  type AttributeValue,
  type ConnectorFacade,
  type ConnectorObject,
  type Filter,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import type { FieldKind } from '#src/mapping/field-kinds.js';
import { inRowForm } from '#src/operations/search/row-form.js';
import { ACCOUNT, facadeOf, openBench, person, type Bench } from './salesforce-facade.js';

const TITLES = [
  'Clerk',
  'clerk',
  'CLERK',
  "O'Neil",
  'back\\slash',
  "\\' OR 'a'='a",
  '100%',
  'a_b',
  'aXb',
  'Größe',
  'GRÖßE',
  '123',
  '-',
  'two\nlines',
];
const ATTRIBUTES = [
  '__UID__',
  '__NAME__',
  '__ENABLE__',
  'Title',
  'Department',
  'Latitude',
  'CreatedDate',
  'ManagerId',
  'NumberOfFailedLogins',
  'TimeZoneSidKey',
  '__LOCK_OUT__',
  '__PASSWORD__',
];

/** What is written in several forms is compared in that of the rows. */
const kindOf = (name: string): FieldKind | undefined =>
  (({ __UID__: 'id', ManagerId: 'reference', CreatedDate: 'datetime' }) as const)[name];

/** Attributes behind transforms, references and templates, over the same fields. */
const MAP = `
objectClasses:
  __ACCOUNT__:
    attributes:
      title: { field: Title, transform: upper }
      dept: { field: Department, transform: [{ values: { One: a, Two: b, Three: a } }] }
      status: { field: IsActive, transform: { values: { Active: true, Inactive: false } } }
      words: { field: CommunityNickname, transform: { split: '.' } }
      zone: { field: TimeZoneSidKey, transform: { prefix: America/ } }
      profile: { field: ProfileId, by: Name }
      display: { template: ['\${FirstName} \${LastName}', '\${LastName}'] }
      missing: { field: NoSuch__c, optional: true }
`;
const MAPPED = ['__NAME__', 'title', 'dept', 'status', 'words', 'zone', 'profile', 'display', 'missing'];
const MAPPED_VALUES = [
  ...['CLERK', 'One', 'one', 'Two', 'Three', 'a', 'Active', 'inactive', 'New_York', 'America/New_York'],
  ...['Standard User', 'standard user', 'Person', 'new'],
];

/**
 * A search must find exactly what ICF's own matching finds, whatever part of the filter SOQL can say: a row lost there
 * cannot come back, a row too many is the connector's to drop, because the framework's filter is off here.
 */
for (const [title, attributeMap, attributesToGet, more] of [
  ['a search by any filter', undefined, ATTRIBUTES, []],
  ['a search by any filter of a map', MAP, MAPPED, MAPPED_VALUES],
] as const) {
  describe(title, () => {
    let bench: Bench;
    let paged: ConnectorFacade;
    let everybody: readonly ConnectorObject[];
    const values: AttributeValue[] = [
      '',
      'x',
      'nobody@bench.example',
      0,
      1.5,
      true,
      false,
      7n,
      new Double(2),
      '005000000000001AAA',
      'Europe/Berlin',
    ];

    before(async () => {
      bench = await openBench({ users: 6 });
      for (const [at, Title] of TITLES.entries()) {
        await bench.facade.create(ACCOUNT, [
          ...person({ Title, __ENABLE__: at % 2 === 0, ...(at % 3 === 0 ? { Department: 'a' } : {}) }),
          ...(at % 4 === 0 ? [attribute('Latitude', at / 4)] : []),
        ]);
      }
      paged = facadeOf(bench.org, attributeMap ? { attributeMap } : {}, true);
      bench.facades.push(paged);
      everybody = await paged.search(ACCOUNT, null, { attributesToGet }).toArray();
      const [one] = everybody;
      values.push(
        ...TITLES,
        one!.uid.value,
        one!.uid.value.slice(0, 15),
        one!.name.value,
        one!.name.value.toUpperCase(),
      );
      values.push(
        new ZonedDateTime(String(bench.org.find('User', one!.uid.value)!['CreatedDate'])),
        new ZonedDateTime('2020-01-01T00:00:00.5Z'),
        new ZonedDateTime('2099-01-01T00:00Z'),
        '2020-01-01T00:00:00Z',
        '2099-01-01',
        BigInt(Date.parse('2020-01-01T00:00:00Z')),
      );
    });
    after(() => bench.close());

    const filterOver = (): fc.Arbitrary<Filter> => {
      const name = fc.constantFrom(...attributesToGet);
      // A map has values of its own, which chance would hardly meet among all the others.
      const value =
        more.length > 0
          ? fc.oneof(
              { weight: 4, arbitrary: fc.constantFrom<AttributeValue[]>(...more) },
              { weight: 1, arbitrary: fc.constantFrom(...values) },
            )
          : fc.constantFrom(...values);
      const comparison = fc.constantFrom(
        filters.equals,
        filters.equalsIgnoreCase,
        filters.contains,
        filters.startsWith,
        filters.endsWith,
        filters.greaterThan,
        filters.greaterThanOrEqual,
        filters.lessThan,
        filters.lessThanOrEqual,
        filters.containsAllValues,
      );
      const named = (
        attributeName: string,
        list: readonly AttributeValue[],
      ): Parameters<typeof filters.equals> => {
        const special = [Uid.NAME, Name.NAME, '__PASSWORD__'].includes(attributeName);
        const kept = list.filter((item) => {
          if (special) return typeof item === 'string' && item !== '';
          // Other texts are refused.
          return attributeName !== 'CreatedDate' || typeof item !== 'string' || /^20\d\d-/.test(item);
        });
        return [attributeName, ...(attributeName === '__PASSWORD__' ? [] : kept)];
      };
      return fc.letrec<{ filter: Filter; leaf: Filter }>((tie) => ({
        leaf: fc.oneof(
          {
            weight: 8,
            arbitrary: fc
              .tuple(comparison, name, value)
              .map(([make, key, one]) => make(...named(key, [one]))),
          },
          {
            weight: 1,
            arbitrary: fc
              .tuple(comparison, name, fc.array(value, { maxLength: 3 }))
              .map(([make, key, list]) => make(...named(key, list))),
          },
          { weight: 1, arbitrary: name.map(filters.present) },
        ),
        filter: fc.oneof(
          { maxDepth: 3, depthSize: 'small' },
          tie('leaf'),
          tie('filter').map((filter) => filters.not(filter)),
          fc.tuple(tie('filter'), tie('filter')).map(([left, right]) => filters.and(left, right)),
          fc.tuple(tie('filter'), tie('filter')).map(([left, right]) => filters.or(left, right)),
        ),
      })).filter;
    };

    it('finds what matching finds', async function () {
      this.timeout(60_000);
      await fc.assert(
        fc.asyncProperty(filterOver(), async (filter) => {
          const found = await paged.search(ACCOUNT, filter, { attributesToGet: ['__NAME__'] }).toArray();
          const meant = inRowForm(filter, kindOf);
          const wanted = everybody.filter((object) => matches(meant, object));
          expect(found.map(({ uid }) => uid.value)).to.have.members(wanted.map(({ uid }) => uid.value));
        }),
        { numRuns: 400, seed: 20261121 },
      );
    });
  });
}
