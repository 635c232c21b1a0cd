import { CreateBatchTask, Name } from '@icf-ts/framework';
import type { BatchTask } from '@icf-ts/framework';
import type { Link } from '../../repository/links.js';
import type { OutboundWork } from '../apply-outbound.js';
import type { Happening } from '../run-counts.js';
import type { Foreseen } from './foreseen.js';

/** What a batch of identities would have written. */
export const foreseeOutbound = (work: readonly OutboundWork[]): readonly Foreseen[] =>
  work.map(({ decision, task, outcome, message }) => {
    const { identity, situation, action, link, object } = decision;
    return {
      ...{ situation, action, outcome, message, task },
      uid: object?.uid.value ?? link?.uid,
      name: object?.name.value ?? nameIn(task) ?? link?.name ?? undefined,
      identity: identity.id,
      present: object,
    };
  });

/** What objects would have written whose identities are gone. They are not read. */
export const foreseeOrphans = (
  links: readonly Link[],
  happenings: readonly Happening[],
  tasks: readonly BatchTask[],
): readonly Foreseen[] =>
  links.map(({ uid, name, identity }, at) => ({
    ...happenings[at]!,
    ...{ uid, name: name ?? undefined, identity, task: tasks[at] },
  }));

const nameIn = (task: BatchTask | undefined): string | undefined => {
  if (!(task instanceof CreateBatchTask)) return undefined;
  const name = task.attributes.find((attribute) => attribute.is(Name.NAME))?.values?.[0];
  return typeof name === 'string' ? name : undefined;
};
