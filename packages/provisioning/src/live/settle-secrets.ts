import { CreateBatchTask, UpdateBatchTask, type Attribute, type BatchTask } from '@icf-ts/framework';
import type { GivenSecrets, SecretFate } from '../identities/given-secrets.js';
import type { SecretEntry } from '../mapping/identity-mapping.js';
import type { OutboundWork } from '../reconciliation/apply-outbound.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';

/** Tells what has become of the secrets of a batch that was sent. */
export function settleSecrets(job: OutboundJob, work: readonly OutboundWork[], secrets: GivenSecrets): void {
  for (const each of work) {
    const { id } = each.decision.identity;
    const given = secrets.of(id, job);
    for (const entry of job.mapping.secrets)
      if (given.has(entry.path.text)) secrets.settle(id, entry.path.text, job, fateOf(each, entry));
  }
}

function fateOf(
  { decision: { situation, action }, outcome, message, task }: OutboundWork,
  { attribute }: SecretEntry,
): SecretFate {
  if (outcome === 'failed') return { refused: message || situation };
  if (attributesOf(task).some((each) => each.is(attribute))) return 'sent';
  if (WRITING.has(action)) return 'left out';
  return { refused: `${situation}: ${action}` };
}

const WRITING: ReadonlySet<string> = new Set(['create', 'link', 'update']);

const attributesOf = (task: BatchTask | undefined): readonly Attribute[] =>
  task instanceof CreateBatchTask || task instanceof UpdateBatchTask ? [...task.attributes] : [];
