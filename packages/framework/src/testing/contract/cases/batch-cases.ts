import {
  CreateBatchTask,
  DeleteBatchTask,
  UpdateBatchTask,
  type BatchOutcome,
  type BatchTask,
} from '../../../common/batch.js';
import { OperationOptions } from '../../../common/operation-options.js';
import { Uid } from '../../../common/uid.js';
import { must, mustEqual, mustHaveSame, mustHaveValues } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';

const NONE = OperationOptions.NONE;
const createTask = (bench: Bench, name = bench.name()): BatchTask =>
  new CreateBatchTask(bench.type, [...bench.attributes(name)], NONE);
const deleteTask = (bench: Bench, uid: Uid): BatchTask => new DeleteBatchTask(bench.type, uid, NONE);

/** The outcomes in the order of their tasks; there must be one for each. */
async function run(bench: Bench, tasks: readonly BatchTask[]): Promise<BatchOutcome[]> {
  const outcomes = await bench.facade.batch(tasks).toArray();
  mustHaveSame(
    outcomes.map(({ index }) => String(index)),
    tasks.map((_, index) => String(index)),
    'the outcomes, by the index of the task',
  );
  return outcomes.sort((a, b) => a.index - b.index);
}

export const batchCases = casesOf(
  'batch',
  (add) => {
    add('does every task and tells of each', async (bench) => {
      const { text } = bench.subject;
      const { uid: updated } = await bench.create(bench.text(0));
      const outcomes = await run(bench, [
        createTask(bench),
        new UpdateBatchTask(bench.type, updated, [bench.text(1)], NONE, 'UPDATE'),
        createTask(bench),
      ]);
      for (const { error, index } of outcomes)
        must(error === null, `task ${index} failed: ${error?.message ?? ''}`);
      for (const at of [0, 2]) {
        must(outcomes[at]!.uid !== null, `task ${at} created an object and tells no Uid`);
        await bench.get(outcomes[at]!.uid);
      }
      mustHaveValues(await bench.get(updated), text.name, [text.values[1]], 'after the batch');
    });
    add(
      'deletes',
      async (bench) => {
        const { uid } = await bench.create();
        const [outcome] = await run(bench, [deleteTask(bench, uid)]);
        mustEqual(outcome!.error, null, 'the error of the delete');
        if (bench.subject.rules.deleteRemoves)
          mustEqual(await bench.facade.get(bench.type, uid), null, 'what get finds of a deleted object');
      },
      { needs: ['delete'] },
    );
    add('takes a failed task for an outcome and goes on', async (bench) => {
      const { name } = await bench.create();
      const unknown = new Uid(bench.subject.unknownUid);
      const outcomes = await run(bench, [
        createTask(bench, name),
        new UpdateBatchTask(bench.type, unknown, [bench.text()], NONE, 'UPDATE'),
        createTask(bench),
      ]);
      mustEqual(outcomes[0]!.error?.name, 'AlreadyExistsException', 'the outcome of a name that is taken');
      mustEqual(outcomes[1]!.error?.name, 'UnknownUidException', 'the outcome of an unknown Uid');
      mustEqual(outcomes[2]!.error, null, 'the outcome of the task after two failed ones');
    });
    add('counts successes and failures', async (bench) => {
      const { name } = await bench.create();
      const stream = bench.facade.batch([createTask(bench), createTask(bench, name), createTask(bench)]);
      await stream.toArray();
      mustEqual(stream.result?.succeeded, 2, 'succeeded tasks');
      mustEqual(stream.result?.failed, 1, 'failed tasks');
    });
    add('ends at the first failure when told so', async (bench) => {
      const { name } = await bench.create();
      const tasks = [createTask(bench), createTask(bench, name), createTask(bench)];
      const outcomes = await bench.facade.batch(tasks, { failOnError: true }).toArray();
      mustEqual(outcomes.filter(({ error }) => error !== null).length, 1, 'failed outcomes');
      must(outcomes.at(-1)!.error !== null, 'the batch went on after a failure');
    });
    add('takes more tasks than one bulk, from an async source', async (bench) => {
      async function* tasks(): AsyncGenerator<BatchTask, void, void> {
        for (let i = 0; i < 25; i++) yield createTask(bench);
      }
      const outcomes = await bench.facade.batch(tasks()).toArray();
      mustEqual(outcomes.length, 25, 'outcomes of 25 tasks');
      mustEqual((await bench.list(bench.mine)).length, 25, 'objects created by a batch');
    });
    add('of nothing gives nothing', async (bench) => {
      mustEqual((await run(bench, [])).length, 0, 'outcomes of no task');
    });
    add(
      'adds and removes values',
      async (bench) => {
        const multi = bench.subject.multi!;
        const { uid } = await bench.create(bench.attribute(multi, 0, 1));
        const outcomes = await run(bench, [
          new UpdateBatchTask(bench.type, uid, [bench.attribute(multi, 2)], NONE, 'ADDVALUES'),
          new UpdateBatchTask(bench.type, uid, [bench.attribute(multi, 0)], NONE, 'REMOVEVALUES'),
        ]);
        for (const { error } of outcomes) mustEqual(error?.message, undefined, 'the error of a task');
        const left = [multi.values[1], multi.values[2]];
        mustHaveValues(await bench.get(uid), multi.name, left, 'after both');
      },
      { when: ({ multi }) => multi !== undefined },
    );
  },
  { needs: ['create', 'update', 'get', 'search'] },
);
