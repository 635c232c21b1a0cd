import type { FaultPlan } from '../faults/fault-plan.js';
import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import type { RequestLog } from '../recorder/request-log.js';
import { frame, tableOf } from './frame.js';
import { html } from './html.js';
import type { Html } from './html.js';
import { findUsers, PAGE_SIZE } from './find-users.js';

const LAST_REQUESTS = 20;

const text = (value: Row[string]): string => (value === null || value === undefined ? '' : String(value));

/** The org at one glance: users (searched, by pages), what they can have, and what clients did last. */
export function overviewPage(
  org: OrgState,
  faults: FaultPlan,
  requests: RequestLog,
  search: string,
  page: number,
): string {
  return frame(
    orgName(org),
    null,
    html`<section>${summary(org)}</section>
      <section>
        <h2>Users</h2>
        ${users(org, search, page)}
      </section>
      <div class="two">
        <section>
          <h2>Licences</h2>
          ${licences(org)}
        </section>
        <section>
          <h2>Groups and queues</h2>
          ${groups(org)}
        </section>
        <section>
          <h2>Permission sets</h2>
          ${sets(org)}
        </section>
        <section>
          <h2>Faults to come</h2>
          ${plannedFaults(faults)}
        </section>
      </div>
      <section>
        <h2>Last requests</h2>
        ${lastRequests(org, requests)}
      </section>`,
  );
}

/** The name of the Organization row. */
export function orgName({ store, organizationId }: OrgState): string {
  return text(store.table('Organization').get(organizationId)?.Name);
}

function summary({ organizationId, store, usage, clock, nowMs }: OrgState): Html {
  const skew = clock.skewMs === 0 ? '' : ` (off by ${clock.skewMs} ms)`;
  return html`<p>
    Organization <code>${organizationId}</code>, ${store.table('User').size} users, API calls today
    ${usage.usedToday} of ${usage.limit}, clock ${new Date(nowMs()).toISOString()}${skew}
  </p>`;
}

function users(org: OrgState, search: string, page: number): Html {
  const { rows, hasMore } = findUsers(org.store.table('User'), search, page);
  const link = (to: number, label: string): Html =>
    html`<a href="/?q=${encodeURIComponent(search)}&amp;page=${to}">${label}</a>`;
  const profiles = org.store.table('Profile');
  return html`<form>
      <label>Name, user name or email <input name="q" type="search" value="${search}" /></label>
      <button>Search</button>
    </form>
    ${tableOf(
      ['Name', 'User name', 'Profile', 'Department', 'Active'],
      rows.map((user) => [
        html`<a href="/users/${user.Id}">${[user.FirstName, user.LastName].filter(Boolean).join(' ')}</a>`,
        text(user.Username),
        text(profiles.get(text(user.ProfileId))?.Name),
        text(user.Department),
        user.IsActive === true ? 'yes' : html`<span class="off">no</span>`,
      ]),
    )}
    <nav aria-label="Pages of users">
      ${page > 0 && link(page - 1, 'Previous')}
      <span class="dim"
        >${rows.length > 0 && `${page * PAGE_SIZE + 1}–${page * PAGE_SIZE + rows.length}`}</span
      >
      ${hasMore && link(page + 1, 'Next')}
    </nav>`;
}

function licences({ store, seats, sources }: OrgState): Html {
  const assigned = (kind: 'PermissionSetLicense' | 'PackageLicense', label: string, total: string) =>
    [...store.table(kind).rows()].map((row) => [
      text(row[label]),
      sources.assignmentsOf(kind, row.Id),
      text(row[total]),
    ]);
  return tableOf(
    ['Licence', '#Used', '#Seats'],
    [
      ...[...store.table('UserLicense').rows()].map((row) => [
        text(row.Name),
        seats.used(row.Id),
        text(row.TotalLicenses),
      ]),
      ...assigned('PermissionSetLicense', 'MasterLabel', 'TotalLicenses'),
      ...assigned('PackageLicense', 'NamespacePrefix', 'AllowedLicenses'),
    ],
  );
}

function groups({ store }: OrgState): Html {
  const named = [...store.table('Group').rows()].filter((row) => Boolean(row.Name));
  const members = store.table('GroupMember');
  return tableOf(
    ['Name', 'Type', '#Members'],
    named.map((row) => [text(row.Name), text(row.Type), members.findBy('GroupId', row.Id).length]),
  );
}

function sets({ store }: OrgState): Html {
  const own = [...store.table('PermissionSet').rows()].filter((row) => row.IsOwnedByProfile !== true);
  const assignments = store.table('PermissionSetAssignment');
  return tableOf(
    ['Label', 'Name', '#Assigned'],
    own.map((row) => [text(row.Label), text(row.Name), assignments.findBy('PermissionSetId', row.Id).length]),
  );
}

function plannedFaults(faults: FaultPlan): Html {
  return tableOf(
    ['Fault', '#Matched', '#Hit'],
    faults.list().map(({ fault, seen, hits }) => [html`<code>${JSON.stringify(fault)}</code>`, seen, hits]),
  );
}

function lastRequests({ store }: OrgState, requests: RequestLog): Html {
  return tableOf(
    ['Time', 'Request', 'User', '#Status', '#ms', '#API calls', 'Error or fault'],
    requests.entries
      .slice(-LAST_REQUESTS)
      .reverse()
      .map((request) => [
        new Date(request.atMs).toISOString().slice(11, 23),
        html`<code>${request.method} ${request.url.slice(0, 300)}</code>`,
        text(request.userId === null ? null : store.table('User').get(request.userId)?.Username),
        request.status === 0 ? 'none' : request.status,
        request.durationMs,
        request.apiCalls,
        html`<span class="bad">${[request.fault, request.errorCode].filter(Boolean).join(', ')}</span>`,
      ]),
  );
}
