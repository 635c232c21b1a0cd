import {
  CreateBatchTask,
  DeleteBatchTask,
  OperationOptions,
  Uid,
  UpdateBatchTask,
  type Attribute,
  type BatchOutcome,
  type BatchTask,
  type ConnectorFacade,
  type ObjectClass,
  type UpdateType,
} from '@icf-ts/framework';
import { ACCOUNT } from '../connector/salesforce-facade.js';

export const creation = (attributes: readonly Attribute[], type: ObjectClass = ACCOUNT): BatchTask =>
  new CreateBatchTask(type, attributes, OperationOptions.NONE);
export const change = (
  id: string,
  attributes: readonly Attribute[],
  kind: UpdateType = 'UPDATE',
  type: ObjectClass = ACCOUNT,
): BatchTask => new UpdateBatchTask(type, new Uid(id), attributes, OperationOptions.NONE, kind);
export const deletion = (id: string, type: ObjectClass = ACCOUNT): BatchTask =>
  new DeleteBatchTask(type, new Uid(id), OperationOptions.NONE);

/** The outcomes of a batch, in the order of its tasks. */
export async function outcomesOf(
  facade: ConnectorFacade,
  tasks: Iterable<BatchTask> | AsyncIterable<BatchTask>,
): Promise<readonly BatchOutcome[]> {
  const outcomes: BatchOutcome[] = [];
  for await (const outcome of facade.batch(tasks)) outcomes[outcome.index] = outcome;
  return outcomes;
}

export const idsOf = (outcomes: readonly BatchOutcome[]): readonly string[] =>
  outcomes.map(({ uid, error }) => {
    if (error) throw error;
    return uid?.value ?? '';
  });
