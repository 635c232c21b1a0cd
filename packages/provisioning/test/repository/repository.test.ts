import { expect } from 'chai';
import {
  addIdentities,
  addRunItems,
  allIdentities,
  beginRun,
  changeIdentities,
  countIdentities,
  endRun,
  identitiesById,
  identitiesByKey,
  linksByIdentity,
  linksByUid,
  lookupEntries,
  markSeen,
  migrate,
  removeIdentities,
  removeLinks,
  runItems,
  runsOf,
  saveLinks,
  saveLookup,
  saveProgress,
  saveSyncToken,
  syncToken,
  unfinishedRun,
  unlinkedIdentities,
  unseenLinks,
  type NewIdentity,
} from '@icf-ts/provisioning';
import { describeOnBoth } from '../database/both-databases.js';

const person = (name: string, more: Record<string, string> = {}): NewIdentity => ({
  type: 'person',
  attributes: { userName: name, ...more },
  keys: [{ name: 'userName', value: name.toLowerCase() }],
});

async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

describeOnBoth('the repository', (database) => {
  it('adds, finds, changes and removes identities in batches', async () => {
    const db = database();
    const ids = await addIdentities(db, [person('Ann'), person('Bob'), person('Ännchen "o\'Neil" \\ 😀')]);
    expect(ids).to.have.length(3);
    const found = await identitiesByKey(db, 'person', 'userName', ['bob', 'ann', 'nobody']);
    expect(found.map(({ value, identity }) => [value, identity.attributes])).to.have.deep.members([
      ['ann', { userName: 'Ann' }],
      ['bob', { userName: 'Bob' }],
    ]);
    const [third] = await identitiesById(db, [ids[2]!]);
    expect(third!.attributes).to.deep.equal({ userName: 'Ännchen "o\'Neil" \\ 😀' });

    const change = { id: ids[0]!, revision: 1, attributes: { userName: 'Anna' }, keys: person('Anna').keys };
    expect(await changeIdentities(db, 'person', [change])).to.deep.equal([ids[0]]);
    expect(
      await changeIdentities(db, 'person', [change]),
      'a change made from an old revision',
    ).to.deep.equal([]);
    expect(await identitiesByKey(db, 'person', 'userName', ['ann'])).to.deep.equal([]);
    const [match] = await identitiesByKey(db, 'person', 'userName', ['anna']);
    expect(match!.identity).to.include({ id: ids[0], revision: 2 });

    await removeIdentities(db, ids);
    expect(await countIdentities(db, 'person')).to.equal(0);
    expect(await identitiesByKey(db, 'person', 'userName', ['bob'])).to.deep.equal([]);
  });

  it('pages through identities', async () => {
    const db = database();
    const ids = await addIdentities(
      db,
      Array.from({ length: 25 }, (_, index) => ({ ...person(`p${index}`), type: 'paged' })),
    );
    const pages: number[] = [];
    const seen: string[] = [];
    for await (const page of allIdentities(db, 'paged', { pageSize: 10 })) {
      pages.push(page.length);
      seen.push(...page.map(({ id }) => id));
    }
    expect(pages).to.deep.equal([10, 10, 5]);
    expect(seen).to.deep.equal(ids);
  });

  it('keeps links, and finds those that a run did not see', async () => {
    const db = database();
    const scope = { system: 'sf', objectClass: '__ACCOUNT__' };
    const ids = await addIdentities(
      db,
      ['a', 'b', 'c'].map((name) => ({ ...person(name), type: 'linked' })),
    );
    const link = (uid: string, identity: string) => ({
      uid,
      name: uid,
      identity,
      digest: null,
      revision: null,
    });
    await saveLinks(db, scope, [link('u1', ids[0]!), link('u2', ids[1]!)]);
    const run = await beginRun(db, { job: 'links', kind: 'reconcile', fingerprint: 'f' });
    await markSeen(db, scope, ['u2'], run.id);
    expect((await collect(unseenLinks(db, scope, run.id, 1))).map(({ uid }) => uid)).to.deep.equal(['u1']);
    expect(await collect(unlinkedIdentities(db, scope, 'linked', 1))).to.deep.equal([ids[2]]);
    expect(await linksByIdentity(db, scope, [ids[1]!])).to.deep.equal([link('u2', ids[1]!)]);
    expect(await linksByUid(db, { ...scope, system: 'other' }, ['u1'])).to.deep.equal([]);
    await saveLinks(db, scope, [{ ...link('u1', ids[2]!), digest: 'd', revision: 3 }], run.id);
    expect(await linksByUid(db, scope, ['u1'])).to.deep.equal([
      { ...link('u1', ids[2]!), digest: 'd', revision: 3 },
    ]);
    await removeLinks(db, scope, ['u1']);
    expect(await collect(unseenLinks(db, scope, run.id))).to.deep.equal([]);
  });

  it('keeps runs with their progress and items', async () => {
    const db = database();
    const run = await beginRun(db, { job: 'nightly', kind: 'reconcile', fingerprint: 'f1' });
    await saveProgress(db, run.id, { cookie: 'x' }, { linked: 2 });
    const items = [1, 2, 3].map((n) => ({
      uid: `u${n}`,
      name: null,
      identity: null,
      situation: 'FOUND',
      action: 'link',
      outcome: 'failed',
      message: `it's "${n}"`,
    }));
    await addRunItems(db, run.id, 0, items.slice(0, 2));
    await addRunItems(db, run.id, 2, items.slice(2));
    expect(await collect(runItems(db, run.id, 2))).to.deep.equal(items);
    const open = await unfinishedRun(db, { job: 'nightly', kind: 'reconcile', fingerprint: 'f1' });
    expect(open).to.deep.include({ checkpoint: { cookie: 'x' }, counts: { linked: 2 }, state: 'running' });
    expect(await unfinishedRun(db, { job: 'nightly', kind: 'reconcile', fingerprint: 'f2' })).to.equal(
      undefined,
    );
    await endRun(db, run.id, 'done', { linked: 3 });
    expect(await unfinishedRun(db, { job: 'nightly', kind: 'reconcile', fingerprint: 'f1' })).to.equal(
      undefined,
    );
    const [last] = await runsOf(db, 'nightly');
    expect(last).to.deep.include({ state: 'done', counts: { linked: 3 } });
    expect(last!.endedAt).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('keeps tokens and lookups', async () => {
    const db = database();
    expect(await syncToken(db, 'job')).to.equal(undefined);
    await saveSyncToken(db, 'job', { stamp: 'a' });
    await saveSyncToken(db, 'job', 'b');
    expect(await syncToken(db, 'job')).to.equal('b');

    const entry = (code: string, decode: string) => ({ code, decode });
    const first = [entry('1', 'O\'Hara ~ \\ "x"'), entry('2', 'Two')];
    expect(await saveLookup(db, 'sf', 'Lookup.X', first)).to.deep.equal({ added: 2, changed: 0, removed: 0 });
    const second = [entry('2', 'Zwei'), entry('3', 'Three')];
    expect(await saveLookup(db, 'sf', 'Lookup.X', second)).to.deep.equal({
      added: 1,
      changed: 1,
      removed: 1,
    });
    expect(await lookupEntries(db, 'sf', 'Lookup.X')).to.deep.equal(second);
    expect(await saveLookup(db, 'sf', 'Lookup.X', [])).to.deep.equal({ added: 0, changed: 0, removed: 2 });
  });

  it('takes back what a failed transaction did', async () => {
    const db = database();
    const failed = db.transaction(async (transaction) => {
      await addIdentities(transaction, [{ ...person('z'), type: 'rolled-back' }]);
      throw new Error('no');
    });
    expect(await failed.catch((error: Error) => error.message)).to.equal('no');
    expect(await countIdentities(db, 'rolled-back')).to.equal(0);
  });

  it('migrates once, and refuses a later schema', async () => {
    const db = database();
    await migrate(db);
    await db.query('INSERT INTO icf_schema (version) VALUES (999)');
    const refused = await migrate(db).catch((error: Error) => error.message);
    expect(refused).to.match(/has schema 999, and this release knows \d+/);
    await db.query('DELETE FROM icf_schema WHERE version = 999');
  });
});
