import type { AttributeDelta } from '@icf-ts/framework/spi';
import type { WriteStep } from '../session/write-steps.js';
import type { CallContext } from '../session/api-request.js';
import type { Session } from '../session/session.js';
import type { AttachedRef } from './attached-kind.js';

/** A change of what is attached: values to replace, or to add and remove. */
export interface AttachedChange {
  readonly ref: AttachedRef;
  readonly delta: AttributeDelta;
}

/**
 * The requests that bring a change about, in an order that Salesforce accepts. `owner` is an id, or undefined for a row
 * that the first step of the same write creates, under {@link CREATED_ID}.
 */
export async function attachedSteps(
  _session: Session,
  _changes: readonly AttachedChange[],
  _owner: string | undefined,
  _context: CallContext,
): Promise<readonly WriteStep[]> {
  return [];
}
