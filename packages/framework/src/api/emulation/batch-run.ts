import {
  CreateBatchTask,
  DeleteBatchTask,
  UpdateBatchTask,
  type BatchOutcome,
  type BatchSummary,
  type BatchTask,
} from '../../common/batch.js';
import { ConnectorException, IllegalArgumentException } from '../../common/errors/exceptions.js';

const TASKS = [CreateBatchTask, UpdateBatchTask, DeleteBatchTask];

const notATask = (index: number): IllegalArgumentException =>
  new IllegalArgumentException(
    `batch: task ${index} must be one of ${TASKS.map(({ name }) => name).join(', ')}.`,
  );

type Numbered = AsyncIterable<{ readonly index: number; readonly task: BatchTask }>;

/**
 * Numbers the tasks, hands them to `work`, and vouches for the outcomes: every task that was taken has exactly one, or
 * the run ends with an error that says whose fault it is.
 */
export async function* runBatch(
  tasks: Iterable<BatchTask> | AsyncIterable<BatchTask>,
  work: (tasks: Numbered) => AsyncGenerator<BatchOutcome, void, void>,
  failOnError: boolean,
  connectorName: string,
): AsyncGenerator<BatchOutcome, BatchSummary, void> {
  /** Tasks taken whose outcome is still to come: bounded by what the connector takes at once. */
  const open = new Set<number>();
  let succeeded = 0;
  let failed = 0;
  async function* numbered(): AsyncGenerator<{ index: number; task: BatchTask }, void, void> {
    let index = 0;
    for await (const task of tasks) {
      if (!TASKS.some((type) => task instanceof type)) throw notATask(index);
      open.add(index);
      yield { index: index++, task };
    }
  }
  for await (const outcome of work(numbered())) {
    if (!open.delete(outcome.index)) {
      throw new ConnectorException(
        `Connector ${connectorName} reported task ${outcome.index} of a batch twice, or without having taken it. This is a fault of the connector.`,
      );
    }
    if (outcome.error) failed++;
    else succeeded++;
    yield outcome;
    if (outcome.error && failOnError) return { succeeded, failed };
  }
  if (open.size > 0) {
    throw new ConnectorException(
      `Connector ${connectorName} ended a batch without saying what became of tasks ${[...open].slice(0, 10).join(', ')}. This is a fault of the connector.`,
    );
  }
  return { succeeded, failed };
}
