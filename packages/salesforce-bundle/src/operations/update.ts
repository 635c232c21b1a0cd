import {
  type AttributeDelta,
  type AttributeSet,
  type ConnectorException,
  type ObjectClass,
  type OperationOptions,
  type Uid,
} from '@icf-ts/framework/spi';
import { attachedSteps, type AttachedChange } from '../attached/attached-steps.js';
import { recordOf, writableField, type WriteRecord } from '../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import type { CallContext } from '../session/api-request.js';
import type { WriteStep } from '../session/write-steps.js';
import { text } from '../words/text.js';
import { splitAccount } from './account/account-attributes.js';
import { explainDeactivation } from './account/deactivation.js';
import { pendingEmail, readBackEmail, warnOfPendingEmail } from './account/email-pending.js';
import { passwordStep, refuseInactive, resetStep } from './account/password-steps.js';
import { checkValues } from './check-values.js';
import { resolveReferences } from './references-by-name.js';
import { explainNoSeat, isNoSeat } from './account/seats.js';
import { explainReference } from './account/wrong-reference.js';
import { userLoginSteps } from './account/user-login.js';
import { withSuffix } from './account/username-candidates.js';
import { fieldKinds } from './field-kind-lookup.js';
import { repeatSteps } from './never-twice/repeat-steps.js';
import { callContext, mappingOf, rowPath, rowUid, type Org } from './operation-context.js';
import { onRowOfClass } from './row-of-class.js';
import { replacements, splitAttached } from './split-attached.js';

/**
 * Changes the fields given and no others. One API call, with password, frozen flag and lock too; one more for a profile
 * given by a new name and for a contact given by its address; one more where memberships have to be read first. Refused
 * for want of a seat, or a deactivation that is answered with a freeze: one more.
 */
export async function update(
  org: Org,
  objectClass: ObjectClass,
  given: Uid,
  all: AttributeSet,
  options: OperationOptions,
): Promise<Uid> {
  const uid = rowUid(given);
  const { attributes, attached } = splitAttached(mappingOf(org, objectClass, 'update'), all);
  const effects = await change(
    org,
    objectClass,
    uid,
    { attributes, attached: replacements(attached) },
    options,
  );
  // An update has no way to tell what came of it otherwise.
  if (effects.length > 0) warnOfPendingEmail(uid.value);
  return uid;
}

/** What a write changes: attributes of the row, and what is attached to it. */
export interface Changes {
  readonly attributes: AttributeSet;
  readonly attached: readonly AttachedChange[];
}

/**
 * As {@link update}, with changes of what is attached that need not be replacements. Sent again when the answer is lost.
 * @returns what the object has in the place of what was asked for.
 */
export async function change(
  org: Org,
  objectClass: ObjectClass,
  uid: Uid,
  changes: Changes,
  options: OperationOptions,
): Promise<readonly AttributeDelta[]> {
  const mapping = mappingOf(org, objectClass, 'update');
  const { attributes, password, resetPassword, login } = splitAccount(mapping, changes.attributes);
  const context = callContext(text('action.update', mapping.sobject, uid.value), options, {
    mapping,
    uid,
    writes: true,
  });
  const path = rowPath(mapping, uid);
  const fields = [...attributes].map(({ name }) => writableField(mapping, name).field);
  const kindOf = await fieldKinds(org.session, mapping, fields, context);
  const given = recordOf(attributes, mapping, kindOf, 'present');
  const own = suffixed(given, org, mapping);
  await checkValues(org, mapping, own, context, 'updateable');
  const body = await resolveReferences(org, mapping, own, context);
  if (isDeactivated(body, mapping)) refuseInactive(undefined, resetPassword);

  const row: WriteStep = {
    action: context.action,
    request: { method: 'PATCH', path, body },
    done: text('done.updated', mapping.sobject),
    texts: true,
    explain: (error) => explain(org, mapping, uid, body, context, error),
  };
  const readBack = readBackEmail(mapping, body, uid.value);
  const { session } = org;
  const memberships = await attachedSteps(session, changes.attached, uid.value, context, mapping.where);
  const writes = [
    ...(attributes.size > 0 ? [row] : []),
    ...memberships.steps,
    ...userLoginSteps(uid.value, login),
    ...(password ? [passwordStep(uid.value, password)] : []),
    ...(resetPassword ? [resetStep(uid.value)] : []),
  ];
  // Salesforce sets no password of a user who is not active.
  const ordered = isDeactivated(body, mapping) && attributes.size > 0 ? [...writes.slice(1), row] : writes;
  const all = [...ordered, ...(readBack ? [readBack] : [])];
  const steps = memberships.foundOwner ? all : onRowOfClass(mapping, uid, context, all);
  if (steps.length === 0) return [];
  const answers = await repeatSteps(org.session, steps, context, () => uid);
  const pending = readBack && pendingEmail(mapping, body, answers.at(-1));
  return pending ? [pending] : [];
}

const isDeactivated = (body: WriteRecord, { enableField }: ObjectMapping): boolean =>
  enableField !== undefined && body[enableField] === false;

const suffixed = (record: WriteRecord, { accounts }: Org, { sobject }: ObjectMapping): WriteRecord =>
  sobject === 'User' && typeof record['Username'] === 'string'
    ? { ...record, Username: withSuffix(record['Username'], accounts.usernameSuffix) }
    : record;

/** Refusals of the row that have a story of their own. */
async function explain(
  org: Org,
  mapping: ObjectMapping,
  uid: Uid,
  body: WriteRecord,
  context: CallContext,
  error: ConnectorException,
): Promise<ConnectorException> {
  if (mapping.sobject === 'User' && isDeactivated(body, mapping))
    return explainDeactivation(org, uid, context, error);
  if (mapping.sobject !== 'User' || !isNoSeat(error)) return explainReference(mapping, body, error);
  const { ProfileId: profileId } = body;
  const profile = typeof profileId === 'string' ? { id: profileId } : { userId: uid.value };
  return explainNoSeat(org.session, profile, context, error);
}
