import {
  AttributeDelta,
  ObjectClass,
  attribute,
  attributeOf,
  filters,
  matches,
  type ConnectorFacade,
  type Filter,
  type Uid,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { creation, idsOf, outcomesOf } from '../batch/outcomes.js';
import { facadeOf, failureOf, openBench, type Bench } from './salesforce-facade.js';

const BADGE = new ObjectClass('Badge');
const MAP = 'objectClasses: { Badge: { sobject: Badge__c, attributes: { skills: Skills__c } } }';
const SKILLS = ['Ada', 'C', 'C++', "D's", 'Erlang'];
const ROWS: readonly (readonly string[])[] = [
  [],
  ['Ada'],
  ['C'],
  ['C++'],
  ['Ada', 'C'],
  ['C', 'C++'],
  ["D's", 'Erlang', 'Ada'],
  SKILLS,
];

describe('a multi-select picklist', () => {
  let bench: Bench;
  let facade: ConnectorFacade;
  const uids: Uid[] = [];
  before(async () => {
    bench = await openBench({
      users: 0,
      describe: {
        objects: {
          Badge__c: { fields: { Skills__c: { type: 'multipicklist', values: SKILLS, restricted: true } } },
        },
      },
    });
    facade = own({});
    for (const skills of ROWS) {
      const name = attribute('__NAME__', skills.join() || 'none');
      uids.push(await facade.create(BADGE, [name, attributeOf('skills', skills)]));
    }
  });
  after(() => bench.close());

  const own = (more: object): ConnectorFacade => {
    const made = facadeOf(bench.org, { attributeMap: MAP, ...more });
    bench.facades.push(made);
    return made;
  };
  const stored = (uid: Uid): unknown => bench.org.find('Badge__c', uid.value)!['Skills__c'];

  it('has several values, which stand apart by semicolons', async () => {
    expect(stored(uids[6]!)).to.equal("D's;Erlang;Ada");
    expect(stored(uids[0]!)).to.equal(null);
    const found = await facade.get(BADGE, uids[6]!);
    expect(found!.attributes.get('skills')!.values).to.deep.equal(["D's", 'Erlang', 'Ada']);
    expect((await facade.get(BADGE, uids[0]!))!.attributes.has('skills')).to.equal(false);
    const info = (await facade.schema()).objectClass('Badge')!.attribute('skills')!;
    expect(info).to.include({ type: 'String', isMultiValued: true });
    expect(info.allowedValues).to.deep.equal(SKILLS);
  });

  it('refuses a value that it does not have', async () => {
    const error = await failureOf(facade.update(BADGE, uids[1]!, [attribute('skills', 'Ada', 'Erlnag')]));
    expect(error.attributeNames).to.deep.equal(['skills']);
    expect(error.message).to.include("'Erlnag'").and.include("'Erlang'");
    const unasked = own({});
    const sent = await failureOf(unasked.update(BADGE, uids[1]!, [attribute('skills', 'Ada', 'Erlnag')]));
    expect(sent.name).to.equal('InvalidAttributeValueException');
    expect(stored(uids[1]!)).to.equal('Ada');
  });

  const questions: readonly (readonly [string, Filter])[] = [
    ['one value', filters.equals('skills', 'C')],
    ['one of a name like a part of another', filters.equals('skills', 'C++')],
    ['a quote', filters.equals('skills', "D's")],
    ['the whole', filters.equals('skills', 'Ada', 'C')],
    ['the whole in another order', filters.equals('skills', 'C', 'Ada')],
    ['all of some', filters.containsAllValues('skills', 'Ada', 'Erlang')],
    ['all of one', filters.containsAllValues('skills', 'C')],
    ['a value that nobody has', filters.equals('skills', 'Go')],
    ['not one value', filters.not(filters.equals('skills', 'C'))],
    ['a value there is', filters.present('skills')],
    ['none', filters.not(filters.present('skills'))],
    ['a part of a text', filters.contains('skills', 'rl')],
    [
      'one and another',
      filters.and(filters.containsAllValues('skills', 'Ada'), filters.containsAllValues('skills', 'C')),
    ],
  ];
  for (const [title, filter] of questions) {
    it(`is found by ${title} as the framework would match it`, async () => {
      const all = await facade.search(BADGE, undefined, { attributesToGet: ['skills'] }).toArray();
      const expected = all.filter((object) => matches(filter, object)).map(({ uid }) => uid.value);
      const found = await facade.search(BADGE, filter, { attributesToGet: ['skills'] }).toArray();
      expect(found.map(({ uid }) => uid.value)).to.have.members(expected);
    });
  }

  it('is asked of Salesforce, where SOQL can say it', async () => {
    bench.org.requests.clear();
    await facade.search(BADGE, filters.containsAllValues('skills', 'Ada', 'C')).toArray();
    const [query] = bench.org.requests.entries.map(({ url }) => decodeURIComponent(url.replaceAll('+', ' ')));
    expect(query).to.include("Skills__c INCLUDES ('Ada')").and.include("Skills__c INCLUDES ('C')");
  });

  it('takes deltas of several values at once', async () => {
    const uid = uids[4]!;
    const change = (delta: ConstructorParameters<typeof AttributeDelta>[1]): Promise<unknown> =>
      facade.updateDelta(BADGE, uid, [new AttributeDelta('skills', delta)]);
    await change({ add: ['C++', "D's", 'C'] });
    expect(stored(uid)).to.equal("Ada;C;C++;D's");
    await change({ remove: ['Ada', "D's", 'Erlang'] });
    expect(stored(uid)).to.equal('C;C++');
    await change({ add: ['Erlang', 'Ada'], remove: ['C'] });
    expect(stored(uid)).to.equal('C++;Erlang;Ada');
    await change({ replace: ['C', 'Ada'] });
    expect(stored(uid)).to.equal('C;Ada');
    await change({ remove: ['Ada', 'C'] });
    expect(stored(uid)).to.equal(null);
    await change({ add: ['Ada', 'C'] });
    expect(stored(uid)).to.equal('Ada;C');
  });

  it('is one text where the map joins it', async () => {
    const joined = own({
      attributeMap: MAP.replace('Skills__c', "{ field: Skills__c, transform: { join: ', ' } }"),
    });
    const uid = await joined.create(BADGE, [
      attribute('__NAME__', 'joined'),
      attribute('skills', 'Ada, C++'),
    ]);
    expect(stored(uid)).to.equal('Ada;C++');
    const found = await joined.get(BADGE, uid);
    expect(found!.attributes.get('skills')!.values).to.deep.equal(['Ada, C++']);
    const same = await joined.search(BADGE, filters.equals('skills', 'Ada, C++')).toArray();
    expect(same.map(({ uid: { value } }) => value)).to.deep.equal([uid.value]);
    await joined.updateDelta(BADGE, uid, [new AttributeDelta('skills', { replace: ['Erlang'] })]);
    expect(stored(uid)).to.equal('Erlang');
    expect((await joined.schema()).objectClass('Badge')!.attribute('skills')).to.include({
      isMultiValued: false,
    });
    await joined.delete(BADGE, uid);
  });

  it('is listed by Bulk as by REST', async () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      creation([attribute('__NAME__', `Many ${at}`), attributeOf('skills', ROWS[at % ROWS.length]!)], BADGE),
    );
    idsOf(await outcomesOf(facade, many));
    const options = { attributesToGet: ['skills'] };
    const shown = async (by: ConnectorFacade): Promise<unknown> =>
      (await by.search(BADGE, undefined, options).toArray()).map(({ uid, attributes }) => [
        uid.value,
        attributes.get('skills')?.values,
      ]);
    bench.org.requests.clear();
    const listed = await shown(own({ bulkThreshold: 200, batchSize: 200 }));
    expect(bench.org.requests.entries.some(({ url }) => url.includes('/jobs/query'))).to.equal(true);
    expect(listed).to.have.deep.members((await shown(facade)) as unknown[]);
  });
});
