import { presentValue } from '../describe/field-value.js';
import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import { frame, tableOf } from './frame.js';
import type { Cell } from './frame.js';
import { html } from './html.js';
import { orgName } from './overview-page.js';

/** What a user has: the object whose rows say so, the field with the user's id, what that refers to, and its name. */
const HOLDINGS = [
  ['Permission sets', 'PermissionSetAssignment', 'AssigneeId', 'PermissionSetId', 'PermissionSet', 'Label'],
  ['Groups', 'GroupMember', 'UserOrGroupId', 'GroupId', 'Group', 'Name'],
  [
    'Permission set licences',
    'PermissionSetLicenseAssign',
    'AssigneeId',
    'PermissionSetLicenseId',
    'PermissionSetLicense',
    'MasterLabel',
  ],
  [
    'Package licences',
    'UserPackageLicense',
    'UserId',
    'PackageLicenseId',
    'PackageLicense',
    'NamespacePrefix',
  ],
] as const;

/** One user with all that is filled in, what it may do, and whether it can log in. */
export function userPage(org: OrgState, user: Row): string {
  const spec = org.store.table('User').spec;
  const login = org.store.table('UserLogin').findBy('UserId', user.Id)[0];
  const fields = spec.fields
    .map((field): readonly Cell[] => [field.label, shown(org, user, presentValue(user, field, org.sources))])
    .filter(([, value]) => value !== '');
  const facts = [
    ['Profile', nameOf(org, user.ProfileId)],
    ['Role', nameOf(org, user.UserRoleId)],
    ['Manager', nameOf(org, user.ManagerId)],
    ['Frozen', login?.IsFrozen === true ? 'yes' : 'no'],
    ['Password locked', login?.IsPasswordLocked === true ? 'yes' : 'no'],
    ['Password set', org.passwords.passwordOf(user.Id) === undefined ? 'no' : 'yes'],
  ];
  const name = [user.FirstName, user.LastName].filter(Boolean).join(' ');
  return frame(
    orgName(org),
    name,
    html`<section>
        <h2>${name}</h2>
        ${tableOf(['', ''], facts)}
      </section>
      <div class="two">
        ${HOLDINGS.map(([title, object, userField, field, target, label]) => {
          const rows = org.store.table(object).findBy(userField, user.Id);
          const names = rows.map((row) => {
            const held = org.store.table(target).get(String(row[field]));
            const owner = held?.ProfileId ? `profile ${String(nameOf(org, held.ProfileId))}` : '';
            return [String(held?.[label] ?? row[field] ?? ''), owner];
          });
          return html`<section>
            <h2>${title}</h2>
            ${tableOf(['Name', ''], names)}
          </section>`;
        })}
      </div>
      <section>
        <h2>Fields</h2>
        ${tableOf(['Field', 'Value'], fields)}
      </section>`,
  );
}

function nameOf(org: OrgState, id: Row[string]): Cell {
  const row = typeof id === 'string' ? org.store.findById(id) : undefined;
  if (!row) return '';
  if (!row.Username) return String(row.Name ?? row.Id);
  return html`<a href="/users/${row.Id}">${String(row.Username)}</a>`;
}

function shown(org: OrgState, user: Row, value: ReturnType<typeof presentValue>): Cell {
  if (value === null || value === '' || value === false) return '';
  if (typeof value === 'object') return Object.values(value).filter(Boolean).join(', ');
  const text = String(value);
  return text !== user.Id && /^005\w{15}$/.test(text) ? nameOf(org, text) : text;
}
