import { AlreadyExistsException, ConnectorException, Uid } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import type { CallContext } from '../../session/api-request.js';
import { afterSteps, forRow, runSteps, type WriteStep } from '../../session/write-steps.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { Org } from '../operation-context.js';
import { inDoubt, isLost } from './lost-answer.js';
import { identityOf, lookUpCreated } from './look-up-created.js';
import { pauseFor, repeatSteps } from './repeat-steps.js';

/** A create as steps: the first makes the row, the others refer to it. */
export interface Creation {
  readonly mapping: ObjectMapping;
  readonly record: WriteRecord;
  readonly steps: readonly [WriteStep, ...WriteStep[]];
}

/** How often a create is sent at most. */
const MAX_ATTEMPTS = 3;

/**
 * Carries a create out, and never twice. The calls of the steps; when an answer is lost, one to look the row up, and
 * those of the steps that were not done. What is not there is sent again where Salesforce refuses a second row of the
 * same name; elsewhere it is looked for again within `lostAnswerWaitMs`, for it may be under way still.
 * @throws ConnectorException with `outcomeUnknown` when it cannot be told what became of the create.
 */
export async function createOnce(org: Org, creation: Creation, context: CallContext): Promise<Uid> {
  const { mapping, record, steps } = creation;
  const since = performance.now();
  const identity = identityOf(mapping, record);
  for (let attempt = 1; ; attempt++) {
    let failure: ConnectorException;
    try {
      const uid = uidOf(await runSteps(org.session, steps, context, uidOf));
      if (uid) return uid;
      throw worded('ConnectorException', text('fault.noId', mapping.sobject), { outcomeUnknown: true });
    } catch (error) {
      const lost = isLost(error);
      // After a lost answer a name that is taken may have been taken by the lost request.
      const taken = attempt > 1 && error instanceof AlreadyExistsException && !error.uid;
      if (!lost && !taken) throw error;
      failure = error;
    }
    if (failure.uid) return complete(org, creation, new Uid(failure.uid.value), context);
    if (!identity) {
      throw inDoubt(failure, text('next.noMatchRule', mapping.sobject));
    }
    const found = await lookUp();
    if (found) return complete(org, creation, found, context);
    if (!isLost(failure)) throw failure;
    if (!identity.unique || attempt === MAX_ATTEMPTS) {
      throw inDoubt(
        failure,
        identity.unique
          ? text('next.notThereSoFar')
          : text('next.notThereLater', org.accounts.lostAnswerWaitMs),
      );
    }

    async function lookUp(): Promise<Uid | undefined> {
      const waits = identity!.unique ? [0] : lookAgainAfter(org.accounts.lostAnswerWaitMs);
      try {
        for (const wait of waits) {
          await pauseFor(wait, context.signal);
          const uid = await lookUpCreated(org, mapping, record, identity!, since, context);
          if (uid) return uid;
        }
        return undefined;
      } catch (error) {
        if (!(error instanceof ConnectorException) || error instanceof AlreadyExistsException) throw error;
        throw inDoubt(failure, text('next.notLookedUp', error));
      }
    }
  }
}

/** At once, after a third of the time, and at its end. */
const lookAgainAfter = (ms: number): readonly number[] => [0, Math.floor(ms / 3), ms - Math.floor(ms / 3)];

/** What is left to do once the row is there. */
async function complete(
  { session }: Org,
  { mapping, steps: [first, ...rest] }: Creation,
  uid: Uid,
  context: CallContext,
): Promise<Uid> {
  if (rest.length === 0) return uid;
  const steps = rest.map((step) => forRow(step, uid.value));
  try {
    await repeatSteps(
      session,
      steps,
      { ...context, uid, action: text('action.complete', mapping.sobject) },
      () => uid,
    );
  } catch (error) {
    if (!(error instanceof ConnectorException)) throw error;
    const failure = isLost(error)
      ? inDoubt(error, text('next.readWhatIsMissing', attributesOf(rest)))
      : error;
    throw afterSteps(failure, first.done ? [first.done] : [], uid);
  }
  return uid;
}

const attributesOf = (steps: readonly WriteStep[]): string =>
  [...new Set(steps.flatMap(({ attribute }) => attribute ?? []))].join(', ');

/** The id that the first answer tells. */
function uidOf([answer]: readonly unknown[]): Uid | undefined {
  const id = (answer as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? new Uid(id) : undefined;
}
