import type { Row } from '../../record/row.js';
import type { RestAnswer } from '../../rest/rest-call.js';
import { mergePatch } from '../document/merge-patch.js';
import { applyOperations } from '../document/patch-operations.js';
import { isDocument, readDocument } from '../document/scim-document.js';
import type { ScimDocument } from '../document/scim-document.js';
import { getOne, listAll, rowOf } from '../list-resources.js';
import { presentResource } from '../resource-type.js';
import { locationOf } from '../scim-call.js';
import type { ScimCall, ScimEndpoint } from '../scim-call.js';
import { scimErrors } from '../scim-error.js';
import { changeRecord, insertRecord } from '../write-record.js';
import { changedValues, newUserValues } from './user-changes.js';
import { addSets, removeSets, wantedEntitlements } from './user-entitlements.js';
import { USER_TYPE } from './user-type.js';
import { userSchema } from './user-schema.js';

const shown = (call: ScimCall, row: Row, status: number): RestAnswer => ({
  status,
  body: presentResource(row, USER_TYPE, call),
  headers: { Location: locationOf(call, 'Users', row.Id) },
});

function postUser(call: ScimCall): RestAnswer {
  const body = call.body();
  requireOnePhone(call, body);
  const resource = readDocument(userSchema(call), body);
  const wanted = wantedEntitlements(resource, call, null);
  const row = insertRecord(call, 'User', {
    ...newUserValues(resource, call),
    ...(wanted.profileId !== undefined && { ProfileId: wanted.profileId }),
  });
  addSets(row, wanted, call);
  return shown(call, row, 201);
}

function putUser(call: ScimCall): RestAnswer {
  const row = rowOf(USER_TYPE, call);
  const body = call.body();
  requireOnePhone(call, body);
  const resource = readDocument(userSchema(call), body);
  const before = presentResource(row, USER_TYPE, call);
  // Relations that a client says nothing of are not its to empty.
  const relations = { entitlements: before.entitlements, roles: before.roles };
  write(row, before, { ...relations, ...resource }, call, true);
  return shown(call, row, 200);
}

function patchUser(call: ScimCall): RestAnswer {
  const row = rowOf(USER_TYPE, call);
  const body = call.body();
  requireOnePhone(call, body);
  const before = presentResource(row, USER_TYPE, call);
  const after = structuredClone(before);
  if (call.dialect.version === 1) mergePatch(userSchema(call), after, body);
  else applyOperations(userSchema(call), after, body);
  write(row, before, after, call, false);
  return shown(call, row, 200);
}

function write(
  row: Row,
  before: ScimDocument,
  after: ScimDocument,
  call: ScimCall,
  keepsRequired: boolean,
): void {
  const wanted = wantedEntitlements(after, call, row.ProfileId);
  if (wanted.profileId === undefined && typeof row.ProfileId === 'string') throw scimErrors.oneProfile();
  removeSets(row, wanted, call);
  changeRecord(call, 'User', row, {
    ...changedValues(before, after, call, keepsRequired),
    ...(wanted.profileId !== undefined &&
      wanted.profileId !== row.ProfileId && { ProfileId: wanted.profileId }),
  });
  addSets(row, wanted, call);
}

/** Version 2 takes one phone number per user and payload. */
function requireOnePhone({ dialect }: ScimCall, body: ScimDocument): void {
  if (dialect.version === 1) return;
  const { Operations: operations, phoneNumbers } = body;
  const values = (Array.isArray(operations) ? operations : []).flatMap((operation: unknown) => {
    if (!isDocument(operation)) return [];
    const { path, value } = operation;
    return path === 'phoneNumbers' ? [value] : isDocument(value) ? [value.phoneNumbers] : [];
  });
  if ([phoneNumbers, ...values].some((list) => Array.isArray(list) && list.length > 1))
    throw scimErrors.onePhoneNumber();
}

/** Users are never deleted: they become inactive. */
function deleteUser(call: ScimCall): RestAnswer {
  const row = rowOf(USER_TYPE, call);
  changeRecord(call, 'User', row, { IsActive: false });
  return { status: call.dialect.deletedStatus };
}

export const USER_ENDPOINT: ScimEndpoint = {
  name: 'Users',
  all: { GET: (call) => listAll(USER_TYPE, call), POST: postUser },
  one: { GET: (call) => getOne(USER_TYPE, call), PUT: putUser, PATCH: patchUser, DELETE: deleteUser },
};

/** The calling user as a resource. */
export const ME_ENDPOINT: ScimEndpoint = {
  name: 'Me',
  version: 2,
  all: {
    GET: (call) => getOne(USER_TYPE, { ...call, id: call.runningUser.Id }),
    PUT: (call) => putUser({ ...call, id: call.runningUser.Id }),
    PATCH: (call) => patchUser({ ...call, id: call.runningUser.Id }),
  },
  one: {},
};
