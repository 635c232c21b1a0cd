import {
  ConnectorException,
  Uid,
  type AttributeSet,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import { fieldKinds } from './field-kind-lookup.js';
import { recordOf, withDefaults, writableField } from '../mapping/attributes-to-record.js';
import { callContext, mappingOf, type Org } from './operation-context.js';
import { afterStep, setPassword, splitPassword } from './password.js';
import { resolveProfile } from './profile-by-name.js';

/**
 * Creates a user. One API call; one more with a password, which Salesforce takes only for a user that exists; one more
 * for a profile given by a name that this session has not seen yet.
 */
export async function create(
  org: Org,
  objectClass: ObjectClass,
  all: AttributeSet,
  options: OperationOptions,
): Promise<Uid> {
  const mapping = mappingOf(org, objectClass);
  const { attributes, password } = splitPassword(all);
  const context = callContext(`create ${mapping.sobject}`, options, { mapping, writes: true });
  const fields = [...attributes].map(({ name }) => writableField(mapping, name).field);
  const kindOf = await fieldKinds(org.session, mapping, fields, context);
  const record = withDefaults(recordOf(attributes, mapping, kindOf), mapping);
  const body = await resolveProfile(org, record, context);
  const { id } = await org.session.request<{ id?: string }>(
    { method: 'POST', path: `/sobjects/${mapping.sobject}`, body },
    context,
  );
  if (!id)
    throw new ConnectorException(
      `Salesforce created ${mapping.sobject} but told no id. Look it up by its name.`,
    );
  const uid = new Uid(id);
  if (password) {
    try {
      await setPassword(org, objectClass, uid, password, options);
    } catch (error) {
      throw afterStep(
        error,
        `The user was created with Uid ${id}, but without a password: set it with an update.`,
        uid,
      );
    }
  }
  return uid;
}
