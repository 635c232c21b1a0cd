import type { AttributeSet } from '@icf-ts/framework/spi';
import { type ObjectClass, type OperationOptions, type Uid } from '@icf-ts/framework/spi';
import { recordOf, writableField, type WriteRecord } from '../mapping/attributes-to-record.js';
import { fieldKinds } from './field-kind-lookup.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { callContext, mappingOf, rowPath, type Org } from './operation-context.js';
import { afterStep, setPassword, splitPassword } from './password.js';
import { resolveProfile } from './profile-by-name.js';

/**
 * Changes the fields given and no others. One API call; one more for a password, which alone is one call; one more for
 * a profile given by a new name.
 */
export async function update(
  org: Org,
  objectClass: ObjectClass,
  uid: Uid,
  all: AttributeSet,
  options: OperationOptions,
): Promise<Uid> {
  const mapping = mappingOf(org, objectClass);
  const { attributes, password } = splitPassword(all);
  const context = callContext(`update ${mapping.sobject} ${uid.value}`, options, {
    mapping,
    uid,
    writes: true,
  });
  const path = rowPath(mapping, uid);
  const fields = [...attributes].map(({ name }) => writableField(mapping, name).field);
  const kindOf = await fieldKinds(org.session, mapping, fields, context);
  const body = await resolveProfile(org, recordOf(attributes, mapping, kindOf), context);

  const changeFields = {
    what: 'The other attributes were changed, but not the password.',
    run: () => org.session.request({ method: 'PATCH', path, body }, context),
  };
  const changePassword = {
    what: 'The password was changed, but not the other attributes.',
    run: () => setPassword(org, objectClass, uid, password!, options),
  };
  const steps = [...(attributes.size > 0 ? [changeFields] : []), ...(password ? [changePassword] : [])];
  // Salesforce sets no password of a user who is not active.
  if (isDeactivated(body, mapping)) steps.reverse();
  let done: string | undefined;
  for (const { what, run } of steps) {
    try {
      await run();
    } catch (error) {
      throw done === undefined ? error : afterStep(error, done, uid);
    }
    done = what;
  }
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
