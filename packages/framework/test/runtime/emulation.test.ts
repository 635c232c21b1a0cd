import type { Attribute } from '@icf-ts/framework';
import {
  AttributeDelta,
  BatchOutcome,
  CreateBatchTask,
  DeleteBatchTask,
  Name,
  ObjectClass,
  OperationOptions,
  Uid,
  UpdateBatchTask,
  attribute,
  emulateUpdateDelta,
  runBatch,
  emulateBatch,
  AlreadyExistsException,
  ConnectorObject,
  type BatchPrimitives,
  type BatchTask,
  type UpdatePrimitives,
} from '@icf-ts/framework';
import { expect } from 'chai';

const text = (attributes: readonly Attribute[]): string =>
  attributes.map(({ name, values }) => `${name}=${values === null ? 'null' : values.join('+')}`).join(' ');

describe('an emulated updateDelta', () => {
  const deltas = [
    new AttributeDelta('title', { replace: ['Boss'] }),
    new AttributeDelta('gone', { replace: [] }),
    new AttributeDelta('mail', { add: ['c', 'a'], remove: ['b'] }),
  ];
  const log: string[] = [];
  const update: UpdatePrimitives['update'] = async (uid, attributes) => {
    log.push(`update ${uid.value} ${text(attributes)}`);
    return null;
  };
  beforeEach(() => (log.length = 0));

  it('uses the operations for single values where there are some: replace, then remove, then add', async () => {
    const values = {
      add: async (uid: Uid, attributes: readonly Attribute[]) => {
        log.push(`add ${uid.value} ${text(attributes)}`);
        return null;
      },
      remove: async (uid: Uid, attributes: readonly Attribute[]) => {
        log.push(`remove ${uid.value} ${text(attributes)}`);
        return new Uid('u2');
      },
    };
    const changed = await emulateUpdateDelta({ update, values }, new Uid('u1'), deltas);
    expect(log).to.deep.equal(['update u1 title=Boss gone=', 'remove u1 mail=b', 'add u2 mail=c+a']);
    expect(changed).to.deep.equal([new AttributeDelta('__UID__', { replace: ['u2'] })]);
  });

  it('else reads, changes and replaces, in one update', async () => {
    const get: NonNullable<UpdatePrimitives['get']> = async (uid, names) => {
      log.push(`get ${uid.value} ${names.join()}`);
      return new ConnectorObject(ObjectClass.ACCOUNT, [uid, new Name('n'), attribute('mail', 'a', 'b')]);
    };
    expect(await emulateUpdateDelta({ update, get }, new Uid('u1'), deltas)).to.equal(null);
    expect(log).to.deep.equal(['get u1 mail', 'update u1 title=Boss gone= mail=a+c']);
  });

  it('says so where neither is possible, and where the object is gone', async () => {
    const failure = (primitives: UpdatePrimitives) =>
      emulateUpdateDelta(primitives, new Uid('u1'), deltas).catch((error: unknown) => error);
    expect(await failure({ update })).to.have.property('name', 'UnsupportedOperationException');
    expect(await failure({ update, get: async () => null })).to.have.property('name', 'UnknownUidException');
    expect(log).to.deep.equal([]);
  });
});

describe('a batch', () => {
  const account = ObjectClass.ACCOUNT;
  const none = OperationOptions.NONE;
  const tasks: BatchTask[] = [
    new CreateBatchTask(account, [new Name('a')], none),
    new CreateBatchTask(account, [new Name('exists')], none),
    new UpdateBatchTask(account, new Uid('u1'), [attribute('x', 1)], none, 'ADDVALUES'),
    new DeleteBatchTask(account, new Uid('u1'), none),
  ];
  const done: string[] = [];
  const change =
    (name: string): BatchPrimitives['update'] =>
    async (_type, uid) => {
      done.push(`${name} ${uid.value}`);
      return null;
    };
  const primitives: BatchPrimitives = {
    create: async (_type, attributes) => {
      const [name] = [...attributes];
      if (name?.single === 'exists') throw new AlreadyExistsException('taken');
      done.push(`create ${String(name?.single)}`);
      return new Uid('new');
    },
    update: change('update'),
    addAttributeValues: change('add'),
    removeAttributeValues: change('remove'),
    delete: async (_type, uid) => void done.push(`delete ${uid.value}`),
  };
  beforeEach(() => (done.length = 0));

  const outcomes = async (failOnError: boolean): Promise<{ seen: string[]; summary: unknown }> => {
    const run = runBatch(
      tasks,
      (numbered) => emulateBatch(numbered, primitives, undefined),
      failOnError,
      'Test',
    );
    const seen: string[] = [];
    for (;;) {
      const { done: over, value } = await run.next();
      if (over) return { seen, summary: value };
      seen.push(`${value.index} ${value.uid?.value ?? '-'} ${value.error?.name ?? 'ok'}`);
    }
  };

  it('falls back to single operations; a failure is an outcome', async () => {
    const { seen, summary } = await outcomes(false);
    expect(seen).to.deep.equal(['0 new ok', '1 - AlreadyExistsException', '2 u1 ok', '3 - ok']);
    expect(summary).to.deep.equal({ succeeded: 3, failed: 1 });
    expect(done).to.deep.equal(['create a', 'add u1', 'delete u1']);
  });

  it('ends at the first failure where asked to', async () => {
    expect((await outcomes(true)).summary).to.deep.equal({ succeeded: 1, failed: 1 });
    expect(done).to.deep.equal(['create a']);
  });

  it('catches a connector that loses a task or reports one twice', async () => {
    const run = async (results: (indexes: number[]) => number[]): Promise<unknown> => {
      const generator = runBatch(
        tasks,
        async function* (numbered) {
          const indexes: number[] = [];
          for await (const { index } of numbered) indexes.push(index);
          for (const index of results(indexes)) yield new BatchOutcome(index, null);
        },
        false,
        'Test',
      );
      try {
        for await (const _ of generator);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(await run((all) => all)).to.equal(undefined);
    expect(await run((all) => all.reverse())).to.equal(undefined);
    expect(await run((all) => all.slice(1))).to.match(
      /what became of tasks 0\. This is a fault of the connector/,
    );
    expect(await run((all) => [...all, 2])).to.match(/task 2 of a batch twice/);
  });
});
