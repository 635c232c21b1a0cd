import type { Row } from '../../record/row.js';
import { ENTITLEMENT_SCHEMA } from '../dialect.js';
import { attribute } from '../document/attribute.js';
import { META } from '../document/common-attributes.js';
import { getOne, listAll, rowOf } from '../list-resources.js';
import type { ResourceType } from '../resource-type.js';
import type { ScimCall, ScimEndpoint } from '../scim-call.js';
import { isShownSet } from '../users/user-relations.js';
import { removeRecord } from '../write-record.js';

const isProfile = ({ Id: id }: Row): boolean => id.startsWith('00e');

/** Profiles, then permission sets. */
const ENTITLEMENT_TYPE: ResourceType = {
  name: 'Entitlement',
  endpoint: 'Entitlements',
  schema: () => ({
    urn: ENTITLEMENT_SCHEMA,
    name: 'Entitlement',
    extensions: [],
    attributes: [
      attribute('id', { readOnly: true }),
      attribute('displayName', { readOnly: true }),
      attribute('type', { readOnly: true }),
      META,
    ],
  }),
  *rows({ org }) {
    yield* org.store.table('Profile').rows();
    for (const set of org.store.table('PermissionSet').rows()) if (isShownSet(set)) yield set;
  },
  find({ org }, id) {
    const row = org.store.table('Profile').get(id) ?? org.store.table('PermissionSet').get(id);
    return row && (isProfile(row) || isShownSet(row)) ? row : undefined;
  },
  present(row, name) {
    if (name === 'displayName') return isProfile(row) ? row.Name : row.Label;
    return name === 'type' ? (isProfile(row) ? 'Profile' : 'PermissionSet') : undefined;
  },
  indexed: {},
  constantSchemas: () => [],
};

const ROLE_TYPE: ResourceType = {
  name: 'Role',
  endpoint: 'Roles',
  schema: ({ dialect }) => ({
    urn: dialect.roleSchema,
    name: 'Role',
    extensions: [],
    attributes: [attribute('id', { readOnly: true }), attribute('displayName', { readOnly: true }), META],
  }),
  rows: ({ org }) => org.store.table('UserRole').rows(),
  find: ({ org }, id) => org.store.table('UserRole').get(id),
  present: (row, name) => (name === 'displayName' ? row.Name : undefined),
  indexed: {},
  constantSchemas: () => [],
};

export const ACCESS_TYPES: readonly ResourceType[] = [ENTITLEMENT_TYPE, ROLE_TYPE];

function deleteEntitlement(call: ScimCall) {
  const row = rowOf(ENTITLEMENT_TYPE, call);
  removeRecord(call, isProfile(row) ? 'Profile' : 'PermissionSet', row);
  return { status: call.dialect.deletedStatus };
}

const readOnly = (type: ResourceType): Pick<ScimEndpoint, 'name' | 'all' | 'one'> => ({
  name: type.endpoint,
  all: { GET: (call) => listAll(type, call) },
  one: { GET: (call) => getOne(type, call) },
});

const ENTITLEMENTS = readOnly(ENTITLEMENT_TYPE);

export const ACCESS_ENDPOINTS: readonly ScimEndpoint[] = [
  { ...ENTITLEMENTS, version: 1, one: { ...ENTITLEMENTS.one, DELETE: deleteEntitlement } },
  { ...ENTITLEMENTS, version: 2 },
  readOnly(ROLE_TYPE),
];
