import type { BatchTask } from '@icf-ts/framework';
import type { Link } from '../../repository/links.js';
import { nameOf, type OutboundWork } from '../apply-outbound.js';
import type { OutboundJob } from '../outbound-job.js';
import type { Happening } from '../run-counts.js';
import type { Foreseen } from './foreseen.js';

/** What a batch of identities would have written. */
export const foreseeOutbound = (job: OutboundJob, work: readonly OutboundWork[]): readonly Foreseen[] =>
  work.map((each) => {
    const { decision, task, outcome, message } = each;
    const { identity, situation, action, link, object } = decision;
    return {
      ...{ situation, action, outcome, message, task },
      uid: object?.uid.value ?? link?.uid,
      name: nameOf(job, each),
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
