import type { Row } from '../../record/row.js';
import { attribute, items } from '../document/attribute.js';
import { META } from '../document/common-attributes.js';
import type { ScimDocument } from '../document/scim-document.js';
import type { ResourceType } from '../resource-type.js';
import { locationOf } from '../scim-call.js';
import type { ScimView } from '../scim-call.js';
import { isShownGroup } from './shown-groups.js';

/** Public groups and queues. */
export const GROUP_TYPE: ResourceType = {
  name: 'Group',
  endpoint: 'Groups',
  schema: ({ dialect }) => ({
    urn: dialect.groupSchema,
    name: 'Group',
    extensions: [],
    attributes: [
      attribute('id', { readOnly: true }),
      attribute('displayName', { required: true }),
      ...(dialect.version === 2 ? [attribute('type', { readOnly: true })] : []),
      items('members', '$ref'),
      META,
    ],
  }),
  *rows({ org }) {
    for (const row of org.store.table('Group').rows()) if (isShownGroup(row)) yield row;
  },
  find({ org }, id) {
    const row = org.store.table('Group').get(id);
    return row && isShownGroup(row) ? row : undefined;
  },
  present(row, name, view) {
    if (name === 'displayName') return row.Name;
    return name === 'type' ? row.Type : name === 'members' ? membersOf(row, view) : undefined;
  },
  indexed: { id: 'Id' },
  constantSchemas: () => [],
};

function membersOf({ Id: groupId }: Row, view: ScimView): readonly ScimDocument[] | undefined {
  const members = view.org.store.table('GroupMember').findBy('GroupId', groupId);
  if (members.length === 0) return undefined;
  return members.map(({ UserOrGroupId: memberId }) => {
    const value = String(memberId);
    const type = view.org.catalog.withPrefix(value.slice(0, 3))?.name ?? 'User';
    const $ref = locationOf(view, type === 'Group' ? 'Groups' : 'Users', value);
    return { value, type, ...(view.dialect.version === 2 && { $ref }) };
  });
}
