import { filters } from '@icf-ts/framework';
import {
  addIdentities,
  countIdentities,
  htmlPlan,
  jsonPlan,
  planRun,
  reconcileInbound,
  textPlan,
  type Plan,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, account, identities, job, person, target } from '../reconciliation/reconciliation-bench.js';
import { ACTIONS, outbound } from './priced-bench.js';

const PRICED: Plan = {
  ...{ job: 'to <org>', system: 'salesforce', objectClass: '__ACCOUNT__', direction: 'outbound' },
  ...{ run: '7', state: 'done', plannedAt: '2026-11-22T08:00:00.000Z' },
  counts: { ABSENT: { create: { changed: 1_200 } }, AMBIGUOUS: { exception: { failed: 2 } } },
  rows: [
    {
      situation: 'ABSENT',
      action: 'create',
      outcomes: { changed: 1_200, unchanged: 0, reported: 0, failed: 0 },
    },
    {
      situation: 'AMBIGUOUS',
      action: 'exception',
      outcomes: { changed: 0, unchanged: 0, reported: 0, failed: 2 },
    },
  ],
  totals: { changed: 1_200, unchanged: 0, reported: 0, failed: 2 },
  operations: [{ operation: 'create', count: 1_200, attributes: { __NAME__: 1_200, __PASSWORD__: 900 } }],
  samples: [
    {
      ...{
        situation: 'ABSENT',
        action: 'create',
        outcome: 'changed',
        uid: null,
        name: '<b>ann</b>',
        identity: '1',
      },
      message: null,
      changes: [
        { attribute: 'Title', from: 'Clerk', to: 'Boss' },
        { attribute: 'Fax', from: '1', to: null },
      ],
    },
  ],
  price: {
    ...{ unit: 'API calls', reading: 3, writing: 44 },
    quota: { allowed: 15_000, remaining: 1_000, reserve: 100 },
    seats: [{ license: 'Salesforce', total: 5_000, used: 3_000, taken: 1_200, freed: 5, peak: 4_200 }],
    unknownSeats: 0,
  },
};

describe('a plan to be read', () => {
  it('tells what happens, what it costs and whether it can be paid, as text', () => {
    const text = [...textPlan(PRICED)].join('');
    expect(text.split('\n')).to.include.members([
      'From the repository into salesforce (__ACCOUNT__). Planned 2026-11-22T08:00:00.000Z. Nothing was written.',
      '1,202 in all: 1,200 to change, 0 unchanged, 0 to be looked at, 2 would fail.',
      'ABSENT     create         1,200          0                0           0',
      'create     __NAME__ (1,200), __PASSWORD__ (900)     1,200',
      '  47 API calls: 3 to read and 44 to write.',
      '  Of 15,000 a day 1,000 are left now, and 953 would be afterwards; 100 are reserved.',
      'Salesforce  5,000  3,000  1,200         5    4,200       4,195',
      '  <b>ann</b>, identity 1: Title: Clerk → Boss; Fax: 1 → nothing',
      'Nothing stands against applying it.',
    ]);
    expect([...textPlan(PRICED, { reserve: 954 })].join('')).to.include('1 are missing');
  });

  it('is a page that shows markup and obeys none', () => {
    const page = [...htmlPlan(PRICED)].join('');
    expect(page).to.include('<h1>to &lt;org&gt;: plan</h1>').and.include('&lt;b&gt;ann&lt;/b&gt;');
    expect(page).to.include('47 API calls').and.include('<svg').and.not.include('<b>ann');
    expect(page)
      .to.include('1,200 to change')
      .and.match(/<\/html>\n$/);
  });

  it('is JSON with what stands against it', () => {
    expect(JSON.parse(jsonPlan(PRICED))).to.deep.equal({ ...PRICED, affordable: true, objections: [] });
    const refused = JSON.parse(jsonPlan(PRICED, { reserve: 954 })) as {
      affordable: boolean;
      objections: string[];
    };
    expect(refused.affordable).to.equal(false);
    expect(refused.objections).to.have.length(1);
  });
});

describeOnBoth('planning a run', (database) => {
  it('foresees what a listing would do, gone objects too, and writes nothing', async () => {
    const db = database();
    const facade = await target(['ann', 'bob', 'cas']);
    const mine = job(facade, { identityType: 'planned', system: 'planned' });
    await reconcileInbound(db, mine);
    const [ann] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'ann')).toArray();
    const [bob] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'bob')).toArray();
    await facade.delete(ACCOUNT, ann!.uid);
    await facade.update(ACCOUNT, bob!.uid, account('bob', 'Boss').slice(2));
    for (const name of ['dee', 'eva', 'fay']) await facade.create(ACCOUNT, account(name));
    const before = await identities(db, 'planned');

    const plan = await planRun(db, { direction: 'inbound', job: mine }, undefined, { samples: 2 });
    expect(await identities(db, 'planned')).to.deep.equal(before);
    expect(plan.price).to.equal(undefined);
    expect(plan.samples.map(({ action, name, changes }) => ({ action, name, changes }))).to.deep.equal([
      { action: 'update', name: 'bob', changes: [{ attribute: 'title', from: 'Clerk', to: 'Boss' }] },
      ...['dee', 'eva'].map((name) => ({
        ...{ action: 'create', name },
        changes: [
          { attribute: 'userName', from: null, to: name },
          { attribute: 'title', from: null, to: 'Clerk' },
        ],
      })),
    ]);
    // Only then what was foreseen is done.
    expect((await reconcileInbound(db, mine)).counts).to.deep.equal(plan.counts);
    expect(plan.counts).to.deep.include({ SOURCE_MISSING: { disable: { changed: 1 } } });
    await facade.dispose();
  });

  it('calls an identity that cannot be mapped by what it would be looked for', async () => {
    const db = database();
    const facade = await target([]);
    await addIdentities(db, [person('unmapped', 'gil')]);
    const { mapping, ...mine } = outbound('unmapped', facade);
    const failing = {
      ...mapping,
      toAttributes: () => {
        throw new Error('map.yaml:3: no title');
      },
    };
    const job = { ...mine, mapping: failing };
    const plan = await planRun(db, { direction: 'outbound', job }, undefined);
    expect(plan.samples).to.have.length(1);
    expect(plan.samples[0]).to.include({ name: 'gil', message: 'map.yaml:3: no title' });
    await facade.dispose();
  });

  it('shows what is sent, each attribute with what it was, and never a secret', async () => {
    const db = database();
    const facade = await target(['bob']);
    await addIdentities(
      db,
      ['ann', 'bob'].map((name) => {
        const { keys, type } = person('sent', name);
        const userName = name === 'ann' ? 'ann' : 'bob';
        return { type, keys, attributes: { userName, password: true, title: 'x'.repeat(100) } };
      }),
    );
    const mine = outbound('sent', facade, { actions: { ...ACTIONS, FOUND: 'link' } });
    const plan = await planRun(db, { direction: 'outbound', job: mine }, undefined);
    expect(await facade.search(ACCOUNT).toArray()).to.have.length(1);
    const [ann, bob] = plan.samples;
    expect(ann!.name).to.equal('ann');
    expect(ann!.changes).to.deep.include({ attribute: '__PASSWORD__', from: null, to: '(secret)' });
    expect(bob!.changes).to.deep.include({ attribute: 'Title', from: 'Clerk', to: `${'x'.repeat(80)}…` });
    expect(plan.operations).to.have.length(2);
    expect(JSON.stringify(plan)).to.not.include('plan-test-1');
    expect(await countIdentities(db, 'sent')).to.equal(2);
    await facade.dispose();
  });
});
