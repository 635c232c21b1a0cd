import type { ScimDocument } from '../document/scim-document.js';
import { itemsOf } from '../document/scim-document.js';
import { MalformedPayload, scimErrors } from '../scim-error.js';
import type { ScimCall } from '../scim-call.js';
import { leavesOf, readLeaf } from './user-leaves.js';

/** Field values on their way to a row, still in the types of the payload. */
export type PayloadValues = Record<string, unknown>;

/** Fields for a new user. What is empty counts as left out. */
export function newUserValues(resource: ScimDocument, call: ScimCall): PayloadValues {
  const { store, organizationId } = call.org;
  const { spec } = store.table('User');
  const given: PayloadValues = {};
  for (const leaf of leavesOf(spec)) {
    const value = readLeaf(resource, leaf, call);
    if (value === undefined || value === null || spec.fieldNamed(leaf.field)?.createable !== true) continue;
    given[leaf.field] = scalar(value, leaf.attribute);
  }
  const organization = store.table('Organization').get(organizationId);
  const roleId = roleIn(resource);
  return {
    IsActive: true,
    EmailEncodingKey: 'UTF-8',
    LocaleSidKey: organization?.DefaultLocaleSidKey,
    LanguageLocaleKey: organization?.LanguageLocaleKey,
    TimeZoneSidKey: organization?.TimeZoneSidKey,
    CommunityNickname: typeof given.Username === 'string' ? given.Username.slice(0, 40) : null,
    Alias: aliasOf(given),
    ...(roleId !== undefined && { UserRoleId: roleId }),
    ...given,
    ...(typeof given.Username === 'string' && { Username: given.Username.toLowerCase() }),
  };
}

/** The first letter of the first name and four of the last, as Salesforce's own form proposes. */
function aliasOf({ FirstName: first, LastName: last, Username: username }: PayloadValues): string {
  const letters = (value: unknown, count: number): string =>
    typeof value === 'string' ? value.replace(/[^\p{L}\p{N}]/gu, '').slice(0, count) : '';
  return (letters(first, 1) + letters(last, 4)).toLowerCase() || letters(username, 8) || 'user';
}

/**
 * Fields in which a resource differs from what it was.
 *
 * @param keepsRequired true where a required field left out is not meant to be emptied
 */
export function changedValues(
  before: ScimDocument,
  after: ScimDocument,
  call: ScimCall,
  keepsRequired: boolean,
): PayloadValues {
  const { spec } = call.org.store.table('User');
  const changes: PayloadValues = {};
  for (const leaf of leavesOf(spec)) {
    const field = spec.fieldNamed(leaf.field);
    if (field?.updateable !== true) continue;
    const old = readLeaf(before, leaf, call) ?? null;
    const wanted = readLeaf(after, leaf, call);
    if (wanted === undefined && keepsRequired && !field.nillable) continue;
    const value = scalar(wanted ?? null, leaf.attribute);
    if (value === old) continue;
    changes[leaf.field] =
      leaf.field === 'Username' && typeof value === 'string' ? value.toLowerCase() : value;
  }
  const roleId = roleIn(after) ?? null;
  if (roleId !== (roleIn(before) ?? null)) changes.UserRoleId = roleId;
  return changes;
}

function scalar(value: unknown, attribute: string): unknown {
  if (typeof value === 'object' && value !== null) throw new MalformedPayload(attribute);
  return value;
}

/** The one role; null for none, undefined where the resource says nothing of roles. */
function roleIn({ roles }: ScimDocument): unknown {
  if (roles === undefined) return undefined;
  const [role, ...more] = itemsOf(roles).filter(({ value }) => (value ?? '') !== '');
  if (more.length > 0) throw scimErrors.oneRole();
  return role?.value ?? null;
}
