import { presentValue } from '../../describe/field-value.js';
import type { Row } from '../../record/row.js';
import type { ScimDocument } from '../document/scim-document.js';
import { locationOf } from '../scim-call.js';
import type { ScimView } from '../scim-call.js';
import { entitlementsOf, groupsOf, rolesOf } from './user-relations.js';
import { extensionName, leavesOf } from './user-leaves.js';
import type { Leaf } from './user-leaves.js';

type Special = (row: Row, view: ScimView) => unknown;

/** Attributes that are more than a field. */
const SPECIAL: Readonly<Record<string, Special>> = {
  entitlements: entitlementsOf,
  groups: groupsOf,
  roles: rolesOf,
  profileUrl: ({ Id: id }, { org, dialect }) =>
    dialect.version === 1 ? `${org.sources.origin}/${id}` : undefined,
};

/** An attribute of a user, or a whole extension by its name; undefined where the user has none. */
export function presentUser(row: Row, name: string, view: ScimView): unknown {
  const special = SPECIAL[name];
  if (special) return special(row, view);
  const leaves = leavesAt(name, view).map((leaf) => [leaf, valueOf(row, leaf, view)] as const);
  const held = leaves.filter(([, value]) => value !== null && value !== '');
  const [first] = held;
  if (!first) return undefined;
  const [{ extension, itemType, sub }, value] = first;
  if (extension !== null) return Object.fromEntries(held.map(([leaf, inner]) => [leaf.attribute, inner]));
  if (itemType !== null) return presentItems(name, held);
  return sub === null ? value : Object.fromEntries(held.map(([leaf, inner]) => [leaf.sub, inner]));
}

const byTop = new WeakMap<ScimView['org'], Map<string, readonly Leaf[]>>();

/** The leaves below a top-level name. */
function leavesAt(name: string, view: ScimView): readonly Leaf[] {
  const known = byTop.get(view.org) ?? new Map<string, readonly Leaf[]>();
  byTop.set(view.org, known);
  const held = known.get(name);
  if (held) return held;
  const leaves = leavesOf(view.org.store.table('User').spec).filter(({ extension, attribute }) =>
    extension === null ? attribute === name : extensionName(extension, view) === name,
  );
  known.set(name, leaves);
  return leaves;
}

function valueOf(row: Row, { field, reference }: Leaf, view: ScimView): unknown {
  const { org, dialect } = view;
  const users = org.store.table('User');
  const spec = users.spec.fieldNamed(field);
  const value = spec ? presentValue(row, spec, org.sources) : null;
  if (field === 'Username') return String(value).toLowerCase();
  if (reference === null || typeof value !== 'string') return value;
  const other = users.get(value);
  const name = users.spec.fieldNamed('Name');
  return {
    [dialect[reference]]: value,
    displayName: other && name ? presentValue(other, name, org.sources) : undefined,
    ...(dialect.version === 2 && { $ref: locationOf(view, 'Users', value) }),
  };
}

function presentItems(name: string, held: readonly (readonly [Leaf, unknown])[]): ScimDocument[] {
  const items = new Map<string | null, ScimDocument>();
  for (const [{ itemType, sub }, value] of held) {
    const item = items.get(itemType) ?? { type: itemType, ...(name === 'emails' && { primary: true }) };
    items.set(itemType, Object.assign(item, { [sub ?? 'value']: value }));
  }
  if (name === 'addresses') for (const item of items.values()) item.formatted = formattedAddress(item);
  return [...items.values()];
}

function formattedAddress({ streetAddress, locality, region, postalCode, country }: ScimDocument): string {
  const line = [locality, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [streetAddress, line, country].filter(Boolean).join('\n');
}
