import { canonicalId } from '../../record/record-id.js';
import type { Row } from '../../record/row.js';
import type { RestAnswer } from '../../rest/rest-call.js';
import { mergePatch } from '../document/merge-patch.js';
import { applyOperations } from '../document/patch-operations.js';
import { itemsOf, readDocument } from '../document/scim-document.js';
import type { ScimDocument } from '../document/scim-document.js';
import { getOne, listAll, rowOf } from '../list-resources.js';
import { presentResource } from '../resource-type.js';
import { locationOf } from '../scim-call.js';
import type { ScimCall, ScimEndpoint } from '../scim-call.js';
import { changeRecord, insertRecord, removeRecord } from '../write-record.js';
import { GROUP_TYPE } from './group-type.js';

const shown = (call: ScimCall, row: Row, status: number): RestAnswer => ({
  status,
  body: presentResource(row, GROUP_TYPE, call),
  headers: { Location: locationOf(call, 'Groups', row.Id) },
});

function postGroup(call: ScimCall): RestAnswer {
  const resource = readDocument(GROUP_TYPE.schema(call), call.body());
  const { displayName } = resource;
  const row = insertRecord(call, 'Group', {
    Name: displayName,
    ...(typeof displayName === 'string' && { DeveloperName: freeName(call, displayName) }),
  });
  setMembers(row, resource, call);
  return shown(call, row, 201);
}

/** Display names may occur more than once; the name that may not is told apart by a number. */
function freeName({ org }: ScimCall, displayName: string): string {
  const stem = displayName.replace(/\W+/g, '_');
  const groups = org.store.table('Group');
  const isTaken = (name: string): boolean =>
    groups.findBy('DeveloperName', name).some(({ Type: type }) => type === 'Regular');
  let name = stem;
  for (let number = 1; isTaken(name); number++) name = `${stem}${number}`;
  return name;
}

function putGroup(call: ScimCall): RestAnswer {
  const row = rowOf(GROUP_TYPE, call);
  const resource = readDocument(GROUP_TYPE.schema(call), call.body());
  write(row, resource, call);
  return shown(call, row, 200);
}

function patchGroup(call: ScimCall): RestAnswer {
  const row = rowOf(GROUP_TYPE, call);
  const resource = structuredClone(presentResource(row, GROUP_TYPE, call));
  const members = resource.members;
  if (call.dialect.version === 1) mergePatch(GROUP_TYPE.schema(call), resource, call.body());
  else applyOperations(GROUP_TYPE.schema(call), resource, call.body());
  if (members !== undefined) resource.members ??= [];
  write(row, resource, call);
  return shown(call, row, 200);
}

function write(row: Row, resource: ScimDocument, call: ScimCall): void {
  const { displayName = row.Name } = resource;
  if (displayName !== row.Name) changeRecord(call, 'Group', row, { Name: displayName });
  setMembers(row, resource, call);
}

/** Members that a client says nothing of stay. @throws ApiError */
function setMembers(group: Row, { members }: ScimDocument, call: ScimCall): void {
  if (members === undefined) return;
  const wanted = new Set(itemsOf(members).map(({ value }) => canonicalId(String(value)) ?? String(value)));
  const held = [...call.org.store.table('GroupMember').findBy('GroupId', group.Id)];
  const kept = new Set<string>();
  for (const member of held) {
    const id = String(member.UserOrGroupId);
    if (wanted.has(id)) kept.add(id);
    else removeRecord(call, 'GroupMember', member);
  }
  for (const id of wanted) {
    if (!kept.has(id)) insertRecord(call, 'GroupMember', { GroupId: group.Id, UserOrGroupId: id });
  }
}

function deleteGroup(call: ScimCall): RestAnswer {
  removeRecord(call, 'Group', rowOf(GROUP_TYPE, call));
  return { status: call.dialect.deletedStatus };
}

const READ_AND_UPDATE = {
  all: { GET: (call: ScimCall) => listAll(GROUP_TYPE, call) },
  one: { GET: (call: ScimCall) => getOne(GROUP_TYPE, call), PUT: putGroup, PATCH: patchGroup },
};

export const GROUP_ENDPOINTS: readonly ScimEndpoint[] = [
  {
    name: 'Groups',
    version: 1,
    all: { ...READ_AND_UPDATE.all, POST: postGroup },
    one: { ...READ_AND_UPDATE.one, DELETE: deleteGroup },
  },
  // Documented for version 2: read and update, no create, no delete.
  { name: 'Groups', version: 2, ...READ_AND_UPDATE },
];
