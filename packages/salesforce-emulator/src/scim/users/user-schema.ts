import { attribute, complex, items } from '../document/attribute.js';
import type { Attribute, ResourceSchema } from '../document/attribute.js';
import { customSchema, EXTERNAL_SCHEMA } from '../dialect.js';
import type { Dialect } from '../dialect.js';
import { META } from '../document/common-attributes.js';
import type { ScimView } from '../scim-call.js';

const WORK = ['work'];

/** Attributes of a user in the order in which they are shown. */
const CORE: readonly Attribute[] = [
  attribute('id', { readOnly: true }),
  attribute('userName', { required: true }),
  attribute('externalId'),
  complex('name', 'formatted familyName givenName middleName honorificPrefix honorificSuffix'),
  attribute('displayName', { readOnly: true }),
  attribute('nickName'),
  attribute('profileUrl', { readOnly: true }),
  attribute('title'),
  items('emails', '', { required: true, itemTypes: WORK }),
  items('phoneNumbers', '', { itemTypes: ['work', 'mobile', 'fax'] }),
  items('addresses', 'formatted streetAddress locality region postalCode country', { itemTypes: WORK }),
  items('photos', '', { readOnly: true, itemTypes: ['photo', 'thumbnail'] }),
  attribute('userType', { readOnly: true }),
  attribute('preferredLanguage'),
  attribute('emailEncodingKey', { unlisted: true }),
  attribute('locale'),
  attribute('timezone'),
  attribute('active', { type: 'boolean' }),
  items('entitlements', '$ref', { required: true }),
  items('groups', '$ref', { readOnly: true }),
  items('roles', '$ref'),
  META,
];

const made = new WeakMap<ScimView['org'], Map<Dialect, ResourceSchema>>();

/** What a user can hold; the org's own fields make an extension of their own. */
export function userSchema(view: ScimView): ResourceSchema {
  const known = made.get(view.org) ?? new Map<Dialect, ResourceSchema>();
  made.set(view.org, known);
  const schema = known.get(view.dialect) ?? makeSchema(view);
  known.set(view.dialect, schema);
  return schema;
}

function makeSchema({ org, dialect }: ScimView): ResourceSchema {
  const custom = org.catalog.named('User')?.fields.filter((field) => field.custom) ?? [];
  const { managerKey, approverKey } = dialect;
  return {
    urn: dialect.userSchema,
    name: 'User',
    attributes: CORE,
    extensions: [
      {
        urn: dialect.enterpriseSchema,
        name: 'EnterpriseUser',
        attributes: [
          attribute('employeeNumber'),
          attribute('organization'),
          attribute('division'),
          attribute('department'),
          complex('manager', `${managerKey} displayName $ref`),
          complex('delegatedApprover', `${approverKey} displayName $ref`),
        ],
      },
      {
        urn: EXTERNAL_SCHEMA,
        name: 'ExternalUser',
        attributes: [attribute('accountId', { readOnly: true }), attribute('contactId')],
      },
      {
        urn: customSchema(org.organizationId),
        name: 'CustomFields',
        attributes: custom.map(({ name, type }) =>
          attribute(name, { type: type === 'boolean' ? 'boolean' : 'string' }),
        ),
      },
    ],
  };
}
