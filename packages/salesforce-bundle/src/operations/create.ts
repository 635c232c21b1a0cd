import type { Uid } from '@icf-ts/framework/spi';
import {
  type AttributeSet,
  type ConnectorException,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import { attachedSteps } from '../attached/attached-steps.js';
import { recordOf, withDefaults, writableField, type WriteRecord } from '../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { CREATED_ID, type WriteStep } from '../session/write-steps.js';
import { text } from '../words/text.js';
import { splitAccount } from './account/account-attributes.js';
import { passwordStep, refuseInactive, resetStep } from './account/password-steps.js';
import { checkValues } from './check-values.js';
import { resolveReferences } from './references-by-name.js';
import { checkSeat, explainNoSeat, isNoSeat } from './account/seats.js';
import { explainReference } from './account/wrong-reference.js';
import { userLoginSteps } from './account/user-login.js';
import { withSuffix } from './account/username-candidates.js';
import { fieldKinds } from './field-kind-lookup.js';
import { underFreeName } from './never-twice/free-name.js';
import { matchedBefore } from './match-before-create.js';
import { createOnce } from './never-twice/create-once.js';
import { callContext, mappingOf, type Org } from './operation-context.js';
import { replacements, splitAttached } from './split-attached.js';

/**
 * Creates a row. One API call, with password, frozen flag and memberships too; one more for a profile given by a name
 * that this session has not seen yet or whose free seats were not read for five minutes, for a contact given by its
 * address, and for a match rule. A user name that is taken costs two more where the next free one is to be used; so does
 * a group whose label is taken.
 * @throws AlreadyExistsException, and what `createOnce` throws when an answer is lost.
 */
export async function create(
  org: Org,
  objectClass: ObjectClass,
  all: AttributeSet,
  options: OperationOptions,
): Promise<Uid> {
  const mapping = mappingOf(org, objectClass, 'create');
  const { attributes: rest, attached } = splitAttached(mapping, all);
  const { attributes, password, resetPassword, login } = splitAccount(mapping, rest);
  const context = callContext(text('action.create', mapping.sobject), options, { mapping, writes: true });
  const written = [...attributes].map(({ name }) => writableField(mapping, name).field);
  const fields = [...written, ...mapping.defaultedFields];
  const kindOf = await fieldKinds(org.session, mapping, fields, context);
  const given = withDefaults(recordOf(attributes, mapping, kindOf, 'new'), mapping, kindOf);
  const isUser = mapping.sobject === 'User';
  if (isUser && given['IsActive'] === false) refuseInactive(password, resetPassword);

  const matched = await matchedBefore(org, objectClass, mapping, given, all, options);
  if (matched) return matched;
  const own = named(given, org);
  await checkValues(org, mapping, own, context, 'createable');
  const record = await resolveReferences(org, mapping, own, context);
  const takesSeat = isUser && record['IsActive'] !== false && typeof record['ProfileId'] === 'string';
  const profileId = takesSeat ? String(record['ProfileId']) : undefined;
  const { seats } = org.accounts;
  if (profileId && seats) await checkSeat(org.session, seats, profileId, context);

  const memberships = await attachedSteps(org.session, replacements(attached), undefined, context);
  const more = [
    ...memberships.steps,
    ...userLoginSteps(CREATED_ID, login),
    ...(password ? [passwordStep(CREATED_ID, password)] : []),
    ...(resetPassword ? [resetStep(CREATED_ID)] : []),
  ];
  const explain = async (error: ConnectorException): Promise<ConnectorException> =>
    profileId && isNoSeat(error)
      ? explainNoSeat(org.session, { id: profileId }, context, error)
      : explainReference(mapping, record, error);
  const uid = await underFreeName(org, mapping.sobject, record, context, (body) =>
    createOnce(
      org,
      { mapping, record: body, steps: [{ ...insertStep(mapping, body), explain }, ...more] },
      context,
    ),
  );
  if (profileId) seats?.take(profileId);
  return uid;
}

const insertStep = ({ sobject }: ObjectMapping, body: WriteRecord): WriteStep => ({
  action: text('action.create', sobject),
  request: { method: 'POST', path: `/sobjects/${sobject}`, body },
  done: text('done.created', sobject),
  texts: true,
});

/** The record with the user name that the configuration makes of it. */
const named = (record: WriteRecord, { accounts }: Org): WriteRecord =>
  typeof record['Username'] === 'string'
    ? { ...record, Username: withSuffix(record['Username'], accounts.usernameSuffix) }
    : record;
