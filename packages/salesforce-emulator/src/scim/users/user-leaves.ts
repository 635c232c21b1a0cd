import type { ObjectSpec } from '../../describe/object-spec.js';
import { customSchema, EXTERNAL_SCHEMA } from '../dialect.js';
import { isDocument, itemsOf } from '../document/scim-document.js';
import type { ScimDocument } from '../document/scim-document.js';
import type { ScimView } from '../scim-call.js';

/** Where the value of a User field stands in the resource. */
export interface Leaf {
  readonly field: string;
  readonly extension: 'enterprise' | 'external' | 'custom' | null;
  readonly attribute: string;
  /** The type of the item that holds it. */
  readonly itemType: string | null;
  readonly sub: string | null;
  /** Names another user by id: its sub-attribute differs by dialect. */
  readonly reference: 'managerKey' | 'approverKey' | null;
}

type Traits = Partial<Omit<Leaf, 'field'>>;

const leaf = (field: string, attribute: string, traits: Traits = {}): Leaf => ({
  field,
  attribute,
  extension: null,
  itemType: null,
  sub: null,
  reference: null,
  ...traits,
});

const item = (field: string, attribute: string, itemType: string, sub = 'value'): Leaf =>
  leaf(field, attribute, { itemType, sub });

const enterprise = (field: string, attribute: string, traits: Traits = {}): Leaf =>
  leaf(field, attribute, { extension: 'enterprise', ...traits });

/** Which field of User an attribute shows and changes; whether it can be changed, the field's describe tells. */
const LEAVES: readonly Leaf[] = [
  leaf('Username', 'userName'),
  leaf('FederationIdentifier', 'externalId'),
  leaf('Name', 'name', { sub: 'formatted' }),
  leaf('LastName', 'name', { sub: 'familyName' }),
  leaf('FirstName', 'name', { sub: 'givenName' }),
  leaf('MiddleName', 'name', { sub: 'middleName' }),
  leaf('Suffix', 'name', { sub: 'honorificSuffix' }),
  leaf('Name', 'displayName'),
  leaf('CommunityNickname', 'nickName'),
  leaf('Title', 'title'),
  item('Email', 'emails', 'work'),
  item('Phone', 'phoneNumbers', 'work'),
  item('MobilePhone', 'phoneNumbers', 'mobile'),
  item('Fax', 'phoneNumbers', 'fax'),
  item('Street', 'addresses', 'work', 'streetAddress'),
  item('City', 'addresses', 'work', 'locality'),
  item('State', 'addresses', 'work', 'region'),
  item('PostalCode', 'addresses', 'work', 'postalCode'),
  item('Country', 'addresses', 'work', 'country'),
  item('FullPhotoUrl', 'photos', 'photo'),
  item('SmallPhotoUrl', 'photos', 'thumbnail'),
  leaf('UserType', 'userType'),
  leaf('LanguageLocaleKey', 'preferredLanguage'),
  leaf('EmailEncodingKey', 'emailEncodingKey'),
  leaf('LocaleSidKey', 'locale'),
  leaf('TimeZoneSidKey', 'timezone'),
  leaf('IsActive', 'active'),
  enterprise('EmployeeNumber', 'employeeNumber'),
  enterprise('CompanyName', 'organization'),
  enterprise('Division', 'division'),
  enterprise('Department', 'department'),
  enterprise('ManagerId', 'manager', { reference: 'managerKey' }),
  enterprise('DelegatedApproverId', 'delegatedApprover', { reference: 'approverKey' }),
  leaf('AccountId', 'accountId', { extension: 'external' }),
  leaf('ContactId', 'contactId', { extension: 'external' }),
];

/** All leaves of an org's users, custom fields included. */
export function leavesOf(user: ObjectSpec): readonly Leaf[] {
  const custom = user.fields.filter((field) => field.custom);
  return [...LEAVES, ...custom.map(({ name }) => leaf(name, name, { extension: 'custom' }))];
}

/** The name under which an extension stands in a resource. */
export function extensionName(extension: NonNullable<Leaf['extension']>, { org, dialect }: ScimView): string {
  if (extension === 'custom') return customSchema(org.organizationId);
  return extension === 'external' ? EXTERNAL_SCHEMA : dialect.enterpriseSchema;
}

/** What a resource holds at a leaf: undefined where it says nothing, null where it says "empty". */
export function readLeaf(resource: ScimDocument, leaf: Leaf, view: ScimView): unknown {
  const held = leaf.extension === null ? resource : resource[extensionName(leaf.extension, view)];
  const value = isDocument(held) ? held[leaf.attribute] : undefined;
  const key = leaf.reference === null ? leaf.sub : view.dialect[leaf.reference];
  if (key === null || value === null || value === undefined) return emptied(value);
  if (leaf.itemType === null) return isDocument(value) ? emptied(value[key]) : undefined;
  return emptied(chosenItem(leaf, itemsOf(value))?.[key]);
}

const emptied = (value: unknown): unknown => (value === '' ? null : value);

/** The item of the leaf's type; users have one mail address, whatever type it is given. */
function chosenItem({ itemType, attribute }: Leaf, items: readonly ScimDocument[]): ScimDocument | undefined {
  const typed = items.findLast((candidate) => String(candidate.type ?? 'work').toLowerCase() === itemType);
  return (
    typed ??
    (attribute === 'emails' ? (items.find(({ primary }) => primary === true) ?? items[0]) : undefined)
  );
}
