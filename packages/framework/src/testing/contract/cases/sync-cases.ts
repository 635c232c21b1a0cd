import { Name } from '../../../common/name.js';
import { SyncToken, type SyncDelta } from '../../../common/sync.js';
import { must, mustEqual, mustHaveSame, mustHaveSameOrder, mustHaveValues } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';

interface Changes {
  readonly deltas: SyncDelta[];
  readonly token: SyncToken;
}

async function since(bench: Bench, token: SyncToken | null): Promise<Changes> {
  await bench.subject.awaitChanges?.();
  const stream = bench.facade.sync(bench.type, token);
  const deltas = await stream.toArray();
  must(stream.result instanceof SyncToken, 'sync ends without a token to go on from');
  return { deltas, token: stream.result };
}

async function latest(bench: Bench): Promise<SyncToken> {
  await bench.subject.awaitChanges?.();
  const token = await bench.facade.getLatestSyncToken(bench.type);
  must(token !== null, 'there is no latest token');
  return token;
}

const uids = (deltas: readonly SyncDelta[]): string[] => deltas.map(({ uid }) => uid.value);

/** The only delta. */
async function oneSince(bench: Bench, token: SyncToken, what: string): Promise<SyncDelta> {
  const { deltas } = await since(bench, token);
  mustEqual(deltas.length, 1, `deltas after ${what}`);
  const [delta] = deltas as [SyncDelta];
  must(delta.objectClass?.equals(bench.type) ?? false, 'the delta is of another object class');
  return delta;
}

export const syncCases = casesOf(
  'sync',
  (add) => {
    add('from the latest token sees nothing', async (bench) => {
      await bench.createMany(2);
      mustEqual((await since(bench, await latest(bench))).deltas.length, 0, 'deltas after the latest token');
    });
    add('sees a new object', async (bench) => {
      await bench.create();
      const token = await latest(bench);
      const { uid, name } = await bench.create(bench.text(1));
      const delta = await oneSince(bench, token, 'one create');
      must(['CREATE', 'CREATE_OR_UPDATE'].includes(delta.type), `the delta is of type ${delta.type}`);
      mustEqual(delta.uid.value, uid.value, 'the Uid of the delta');
      mustEqual(delta.object?.name.value, name, 'the name in the delta');
      const { text } = bench.subject;
      mustHaveValues(delta.object!, text.name, [text.values[1]], 'the object in the delta');
    });
    add(
      'sees a changed object, as it is now, once',
      async (bench) => {
        const { text } = bench.subject;
        const [, made] = await bench.createMany(3, bench.text(0));
        const token = await latest(bench);
        await bench.facade.update(bench.type, made!.uid, [bench.text(1)]);
        await bench.facade.update(bench.type, made!.uid, [bench.text(2)]);
        const { deltas } = await since(bench, token);
        must(deltas.length >= 1, 'an update is not seen');
        mustHaveSame([...new Set(uids(deltas))], [made!.uid.value], 'the objects that have changed');
        const last = deltas.at(-1)!;
        must(['UPDATE', 'CREATE_OR_UPDATE'].includes(last.type), `the delta is of type ${last.type}`);
        mustHaveValues(last.object!, text.name, [text.values[2]], 'the object in the last delta');
      },
      { needs: ['update'] },
    );
    add(
      'sees that an object is gone',
      async (bench) => {
        const [first] = await bench.createMany(2);
        const token = await latest(bench);
        await bench.facade.delete(bench.type, first!.uid);
        const delta = await oneSince(bench, token, 'one delete');
        mustEqual(delta.type, 'DELETE', 'the type of the delta');
        mustEqual(delta.uid.value, first!.uid.value, 'the Uid of the delta');
      },
      { needs: ['delete'], when: ({ rules }) => rules.deleteRemoves },
    );
    add(
      'sees a rename, with the Uid before where it has changed',
      async (bench) => {
        const { uid } = await bench.create();
        const token = await latest(bench);
        const name = bench.name();
        const renamed = (await bench.facade.update(bench.type, uid, [new Name(name)])) ?? uid;
        const delta = await oneSince(bench, token, 'one rename');
        mustEqual(delta.uid.value, renamed.value, 'the Uid after the rename');
        mustEqual(delta.object?.name.value, name, 'the name after the rename');
        const before = bench.subject.rules.uidFollowsName ? uid.value : undefined;
        mustEqual(delta.previousUid?.value, before, 'the Uid before the rename');
      },
      { needs: ['update'], when: ({ rules }) => rules.renames },
    );
    add('without a token sees everything that is there', async (bench) => {
      const made = await bench.createMany(4);
      const { deltas, token } = await since(bench, null);
      const mine = new Set(made.map(({ uid }) => uid.value));
      mustHaveSame(
        uids(deltas).filter((uid) => mine.has(uid)),
        [...mine],
        'the objects created before, among all',
      );
      must(!deltas.some(({ type }) => type === 'DELETE'), 'a first sync tells of deleted objects');
      mustEqual((await since(bench, token)).deltas.length, 0, 'deltas after the token of the first sync');
    });
    add('goes on where the last sync has ended', async (bench) => {
      const start = await latest(bench);
      const first = await bench.create();
      const one = await since(bench, start);
      mustHaveSame(uids(one.deltas), [first.uid.value], 'the first sync');
      const second = await bench.create();
      const two = await since(bench, one.token);
      mustHaveSame(uids(two.deltas), [second.uid.value], 'the second sync');
      mustEqual((await since(bench, two.token)).deltas.length, 0, 'deltas of the third sync');
      mustEqual(typeof two.token.value, typeof start.value, 'the type of the value of tokens');
    });
    add('goes on from the token of any delta', async (bench) => {
      const start = await latest(bench);
      await bench.createMany(4);
      const { deltas } = await since(bench, start);
      for (const [at, delta] of deltas.entries()) {
        mustHaveSameOrder(
          uids((await since(bench, delta.token)).deltas),
          uids(deltas.slice(at + 1)),
          `the deltas after the token of delta ${at + 1} of ${deltas.length}`,
        );
      }
    });
    add('finds the same changes for the same token again', async (bench) => {
      const start = await latest(bench);
      await bench.createMany(3);
      const once = uids((await since(bench, start)).deltas);
      mustHaveSameOrder(uids((await since(bench, start)).deltas), once, 'a second sync from the same token');
    });
  },
  { needs: ['create'] },
);
