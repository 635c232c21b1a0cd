import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectorException, Uid } from '@icf-ts/framework/spi';
import { isNothing } from '../../attached/membership-steps.js';
import type { ApiRequest, CallContext } from '../../session/api-request.js';
import type { Session } from '../../session/session.js';
import { LOOKED_UP, runSteps, type WriteStep } from '../../session/write-steps.js';
import { isLost } from './lost-answer.js';

/** How long to wait before each further attempt. */
const PAUSES_MS: readonly number[] = [0, 500];

/**
 * As `runSteps`, for steps that may be sent again when their answer was lost: those that set values, and those that
 * recognise what was done before. The calls of the steps, once more for each lost answer.
 * @throws ConnectorException; when every answer was lost, that of the last attempt: to repeat the call does no harm.
 */
export async function repeatSteps(
  session: Session,
  steps: readonly WriteStep[],
  context: CallContext,
  uidOf: (answers: readonly unknown[]) => Uid | undefined,
): Promise<readonly unknown[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await runSteps(session, attempt === 0 ? steps : asRepeated(steps), context, uidOf);
    } catch (error) {
      const wait = PAUSES_MS[attempt];
      if (!isLost(error) || wait === undefined) throw error;
      await pauseFor(wait, context.signal);
    }
  }
}

/** A row that is gone was deleted by the request whose answer was lost. */
function asRepeated(steps: readonly WriteStep[]): readonly WriteStep[] {
  const deletesFound = steps.some(({ request }) => isDelete(request) && request.path.endsWith(LOOKED_UP));
  return steps.map((step) =>
    isDelete(step.request) || (deletesFound && step.mustFind)
      ? { ...step, settles: (error) => isGone(error) || step.settles?.(error) === true }
      : step,
  );
}

const isDelete = ({ method }: ApiRequest): boolean => method === 'DELETE';
const isGone = (error: ConnectorException): boolean =>
  error.name === 'UnknownUidException' || isNothing(error);

/** @throws what the signal was aborted with. */
export async function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms === 0) return;
  try {
    await pause(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}
