import type { AttributeSet } from '@icf-ts/framework/spi';
import { type ObjectClass, type OperationOptions, type Uid } from '@icf-ts/framework/spi';
import { attachedSteps, type AttachedChange } from '../attached/attached-steps.js';
import { recordOf, writableField, type WriteRecord } from '../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { runSteps, type WriteStep } from '../session/write-steps.js';
import { fieldKinds } from './field-kind-lookup.js';
import { callContext, mappingOf, rowPath, type Org } from './operation-context.js';
import { passwordStep, splitPassword } from './password.js';
import { resolveProfile } from './profile-by-name.js';
import { replacements, splitAttached } from './split-attached.js';

/**
 * Changes the fields given and no others. One API call, with a password too; one more for a profile given by a new name;
 * one more where memberships have to be read first.
 */
export function update(
  org: Org,
  objectClass: ObjectClass,
  uid: Uid,
  all: AttributeSet,
  options: OperationOptions,
): Promise<Uid> {
  const { attributes, attached } = splitAttached(mappingOf(org, objectClass), all);
  return change(org, objectClass, uid, { attributes, attached: replacements(attached) }, options);
}

/** What a write changes: attributes of the row, and what is attached to it. */
export interface Changes {
  readonly attributes: AttributeSet;
  readonly attached: readonly AttachedChange[];
}

/** As {@link update}, with changes of what is attached that need not be replacements. */
export async function change(
  org: Org,
  objectClass: ObjectClass,
  uid: Uid,
  changes: Changes,
  options: OperationOptions,
): Promise<Uid> {
  const mapping = mappingOf(org, objectClass);
  const { attributes, password } = splitPassword(changes.attributes);
  const context = callContext(`update ${mapping.sobject} ${uid.value}`, options, {
    mapping,
    uid,
    writes: true,
  });
  const path = rowPath(mapping, uid);
  const fields = [...attributes].map(({ name }) => writableField(mapping, name).field);
  const kindOf = await fieldKinds(org.session, mapping, fields, context);
  const body = await resolveProfile(org, recordOf(attributes, mapping, kindOf), context);

  const row: WriteStep = {
    action: context.action,
    request: { method: 'PATCH', path, body },
    done: `The attributes of ${mapping.sobject} were changed.`,
  };
  const rows = attributes.size > 0 ? [row] : [];
  const others = [
    ...(await attachedSteps(org.session, changes.attached, uid.value, context)),
    ...(password ? [passwordStep(mapping, uid.value, password)] : []),
  ];
  // Salesforce sets no password of a user who is not active.
  const steps = isDeactivated(body, mapping) ? [...others, ...rows] : [...rows, ...others];
  await runSteps(org.session, steps, context, () => uid);
  return uid;
}

const isDeactivated = (body: WriteRecord, { enableField }: ObjectMapping): boolean =>
  enableField !== undefined && body[enableField] === false;

/** Takes a user out of use, because Salesforce deletes none: the user name stays taken. One API call. */
export async function deactivate(
  org: Org,
  objectClass: ObjectClass,
  uid: Uid,
  options: OperationOptions,
): Promise<void> {
  const mapping = mappingOf(org, objectClass);
  const context = callContext(`deactivate ${mapping.sobject} ${uid.value}`, options, {
    mapping,
    uid,
    writes: true,
  });
  const body = { [mapping.enableField ?? 'IsActive']: false };
  await org.session.request({ method: 'PATCH', path: rowPath(mapping, uid), body }, context);
}
