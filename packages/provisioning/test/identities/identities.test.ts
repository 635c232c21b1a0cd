import { Identities, IdentityError, mergePatch, sharingKeys, type Correlation } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';

const by = (name: string): Correlation => ({
  attributes: [],
  keys: [{ name, paths: undefined }],
  keysOf: (attributes) =>
    typeof attributes[name] === 'string' ? [{ name, value: attributes[name].toLowerCase() }] : [],
  probesOf: () => [],
  objectProbesOf: () => [],
  decide: () => [],
  decideObjects: () => [],
});
const failureOf = async (work: Promise<unknown>): Promise<IdentityError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof IdentityError) return error;
    throw error;
  }
  throw new Error('It should have been refused.');
};

describeOnBoth('writing identities', (database) => {
  const open = (type: string) =>
    new Identities(
      database(),
      new Map([[type, { correlations: [by('userName'), by('email'), by('userName')], secretPaths: [] }]]),
    );

  it('keeps them with the keys of all jobs, and finds them by any', async () => {
    const identities = open('keyed');
    const ann = await identities.createIdentity('keyed', { userName: 'Ann', email: 'A@x.example' });
    const bob = await identities.createIdentity('keyed', { userName: 'Bob' });
    expect(ann).to.deep.include({ type: 'keyed', revision: 1 });
    expect(await identities.findById(ann.id)).to.deep.equal(ann);
    expect(await identities.find('keyed', { userName: 'ANN' })).to.deep.equal([ann]);
    expect(await identities.find('keyed', { email: 'a@X.example' })).to.deep.equal([ann]);
    expect(await identities.find('keyed', { userName: 'bob', email: 'a@x.example' })).to.deep.equal([
      ann,
      bob,
    ]);
    expect(await identities.find('keyed', { userName: 'zoe' })).to.deep.equal([]);
    await identities.updateIdentity(ann.id, { userName: 'Anna', email: null });
    expect(await identities.find('keyed', { userName: 'ann' })).to.deep.equal([]);
    expect(await identities.find('keyed', { email: 'a@x.example' })).to.deep.equal([]);
    expect(await identities.find('keyed', { userName: 'anna' })).to.have.length(1);
  });

  it('merges a change, and writes nothing where nothing changes', async () => {
    const identities = open('merged');
    let told = 0;
    const silence = identities.onWritten(() => told++);
    const ann = await identities.createIdentity('merged', {
      userName: 'ann',
      name: { given: 'A', family: 'S' },
    });
    const patch = { name: { given: 'Ann', family: null }, tags: ['x'] };
    const changed = await identities.updateIdentity(ann.id, patch);
    expect(changed).to.deep.include({
      revision: 2,
      attributes: { userName: 'ann', name: { given: 'Ann' }, tags: ['x'] },
    });
    expect(await identities.findById(ann.id)).to.deep.equal(changed);
    expect(await identities.updateIdentity(ann.id, patch)).to.deep.equal(changed);
    expect(told).to.equal(2);
    silence();
    await identities.removeIdentity(ann.id);
    expect(told).to.equal(2);
    expect(await identities.findById(ann.id)).to.equal(undefined);
  });

  it('refuses a change of a revision that is not the present one', async () => {
    const identities = open('revised');
    const { id } = await identities.createIdentity('revised', { userName: 'ann' });
    await identities.updateIdentity(id, { title: 'Head' }, { revision: 1 });
    const late = await failureOf(identities.updateIdentity(id, { title: 'Boss' }, { revision: 1 }));
    expect(late.problem).to.equal('changed-meanwhile');
    expect(late.message).to.include(`Identity ${id} has revision 2 and not 1`);
    expect((await failureOf(identities.removeIdentity(id, { revision: 1 }))).problem).to.equal(
      'changed-meanwhile',
    );
    expect(await identities.findById(id)).to.deep.include({ attributes: { userName: 'ann', title: 'Head' } });
    await identities.removeIdentity(id, { revision: 2 });
  });

  it('loses none of several changes at the same time', async () => {
    const identities = open('several');
    const { id } = await identities.createIdentity('several', { userName: 'ann' });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => identities.updateIdentity(id, { [name]: 1 })));
    expect(await identities.findById(id)).to.deep.include({
      revision: 6,
      attributes: { userName: 'ann', a: 1, b: 1, c: 1, d: 1, e: 1 },
    });
  });

  it('creates all or none', async () => {
    const identities = open('all');
    const some = [{ userName: 'ann' }, 'no object' as never];
    expect((await failureOf(identities.createIdentities('all', some))).problem).to.equal('no-object');
    expect(await identities.find('all', { userName: 'ann' })).to.deep.equal([]);
    expect(await identities.createIdentities('all', [])).to.deep.equal([]);
  });

  it('refuses a new one that a key tells to be there already', async () => {
    const identities = open('once');
    const ann = await identities.createIdentity('once', { userName: 'ann', email: 'a@x.example' });
    const twins = [{ userName: 'new' }, { userName: 'anna', email: 'A@x.example' }];
    const refused = await failureOf(identities.createIdentities('once', twins));
    expect(refused.problem).to.equal('exists');
    expect(refused.message).to.include(`There is identity ${ann.id} already: its email is the same.`);
    const same = [{ userName: 'bob' }, { userName: 'BOB' }];
    expect((await failureOf(identities.createIdentities('once', same))).problem).to.equal('exists');
    expect(await identities.find('once', { userName: 'new' }), 'none of them was created').to.deep.equal([]);
    expect(await identities.find('once', { userName: 'bob' })).to.deep.equal([]);
  });

  it('says what is wrong with a type, an id or a key', async () => {
    const identities = open('user');
    const type = await failureOf(identities.createIdentity('usr', {}));
    expect(type.message).to.equal("No job is about identities of type 'usr'; there is user.");
    expect((await failureOf(identities.find('user', { shoeSize: 43 }))).problem).to.equal('no-key');
    for (const id of ['999999', 'ann', '-1', '9'.repeat(40)]) {
      expect((await failureOf(identities.removeIdentity(id))).message).to.equal(
        `There is no identity ${id}.`,
      );
      expect(await identities.findById(id)).to.equal(undefined);
    }
    expect((await failureOf(identities.updateIdentity('1', [] as never))).problem).to.equal('no-object');
  });
});

describe('keys that several jobs share', () => {
  it('are those of all, each once', () => {
    const shared = sharingKeys(by('userName'), [by('userName'), by('email')]);
    expect(shared.keysOf({ userName: 'Ann', email: 'a@x.example' })).to.deep.equal([
      { name: 'userName', value: 'ann' },
      { name: 'email', value: 'a@x.example' },
    ]);
  });
});

describe('a merge patch', () => {
  // The examples of RFC 7396, appendix A.
  const CASES: readonly (readonly [unknown, unknown, unknown])[] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  it('does what RFC 7396 says', () => {
    for (const [target, patch, result] of CASES)
      expect(mergePatch(target as never, patch as never)).to.deep.equal(result);
  });

  it('takes any name for a member', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__": {"polluted": 1}}') as never);
    expect(Object.keys(merged as object)).to.deep.equal(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });
});
