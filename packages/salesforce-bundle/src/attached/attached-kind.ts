/** What kind of object the values hang on: an sObject's name. */
export type Owner = 'User' | 'Group';

/**
 * What an object has in rows of another sObject, one row for each value: a membership, or a flag of the row that goes
 * with it. Everything else (statements, steps, schema, filters) derives from the row of the table.
 */
export interface AttachedKind {
  /** The attribute that stands for it unless a map says otherwise. */
  readonly name: string;
  readonly owner: Owner;
  /** The sObject of the rows. */
  readonly sobject: string;
  /** Its field with the id of the owner. */
  readonly ownerField: string;
  /** Its field with the value, which is the id of what the owner is a member of. */
  readonly valueField: string;
  /** The path to the name of what the value refers to. */
  readonly namePath: string;
  /** Which rows are of this kind, in SOQL. */
  readonly where?: string;
}

/** An attached kind as an attribute: whether its values are ids or names. */
export interface AttachedRef {
  readonly attribute: string;
  readonly kind: AttachedKind;
  readonly by: 'id' | 'name';
}

export const ATTACHED_KINDS: readonly AttachedKind[] = [
  {
    name: 'groups',
    owner: 'User',
    sobject: 'GroupMember',
    ownerField: 'UserOrGroupId',
    valueField: 'GroupId',
    namePath: 'Group.DeveloperName',
    where: "Group.Type = 'Regular'",
  },
];

export const attachedKind = (owner: string, name: string): AttachedKind | undefined =>
  ATTACHED_KINDS.find((kind) => kind.owner === owner && kind.name.toLowerCase() === name.toLowerCase());
