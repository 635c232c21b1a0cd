import { JobRegistry } from './bulk/job-registry.js';
import { buildCatalog } from './describe/catalog.js';
import type { ComputeSources } from './describe/field-spec.js';
import { makeCredentials } from './identity/credentials.js';
import { PasswordVault } from './identity/password-vault.js';
import { SessionRegistry } from './identity/session-registry.js';
import { makeOAuthState } from './oauth/oauth-state.js';
import { resolveOptions } from './org-options.js';
import type { OrgOptions } from './org-options.js';
import type { OrgState } from './org-state.js';
import { ApiUsage } from './rest/api-usage.js';
import { seedAccess } from './seed/org-access.js';
import { attributeSetup, seedSetup } from './seed/org-setup.js';
import { Random } from './seed/random.js';
import { seedBuiltInUsers, seedPeople } from './seed/seed-users.js';
import { CursorRegistry } from './soql/cursor-registry.js';
import { SeatLedger } from './store/seat-ledger.js';
import { Store } from './store/store.js';

/** The instance part of every id. */
const INSTANCE = 'EM0';

/** When the org was signed up: fixed, so that generated rows do not depend on the day they are made. */
const SIGNED_UP_SECONDS = Date.UTC(2024, 0, 1) / 1000;

/** An org with its rows, before it listens anywhere. */
export function buildOrg(options: OrgOptions): { readonly state: OrgState; setOrigin(origin: string): void } {
  const settings = resolveOptions(options);
  const nowMs = (): number => settings.now().getTime();
  const credentials = makeCredentials(options.credentials ?? {}, settings.passwordPolicy.minLength);
  const catalog = buildCatalog(new Set(settings.features), settings.describe);
  const store = new Store(catalog, INSTANCE, settings.seed);
  const seats = new SeatLedger(store);
  const setup = seedSetup(store, settings.salesforceSeats, SIGNED_UP_SECONDS);
  const integration = seedBuiltInUsers(store, setup, credentials.username, SIGNED_UP_SECONDS);
  attributeSetup(store, integration.Id);
  const access = seedAccess(store, setup, { seconds: SIGNED_UP_SECONDS, byId: integration.Id });
  seedPeople(store, setup, {
    count: settings.users,
    random: new Random(settings.seed),
    seconds: SIGNED_UP_SECONDS,
    createdById: integration.Id,
    access,
  });
  const passwords = new PasswordVault(settings.passwordPolicy, nowMs);
  passwords.put(integration.Id, credentials.password, false);
  passwords.issueSecurityToken(integration.Id, credentials.securityToken);
  let origin = '';
  const sources: ComputeSources = {
    get origin() {
      return origin;
    },
    seatsUsed: (licenseId) => seats.used(licenseId),
    assignmentsOf: (kind, licenseId) =>
      store
        .table(kind === 'PackageLicense' ? 'UserPackageLicense' : 'PermissionSetLicenseAssign')
        .findBy(`${kind}Id`, licenseId).length,
    isUserActive: (userId) => store.table('User').get(userId)?.IsActive === true,
    nowSeconds: () => Math.floor(nowMs() / 1000),
  };
  const state: OrgState = {
    settings,
    credentials,
    catalog,
    store,
    seats,
    passwords,
    sources,
    nowMs,
    sessions: new SessionRegistry(setup.organizationId, settings.sessionTimeoutMs, nowMs),
    oauth: makeOAuthState(credentials, settings.connectedApps, nowMs),
    cursors: new CursorRegistry(INSTANCE, nowMs),
    bulkJobs: new JobRegistry(settings.bulk, INSTANCE, nowMs, settings.onUnexpectedError),
    usage: new ApiUsage(settings.dailyApiLimit, nowMs),
    organizationId: setup.organizationId,
    integrationUserId: integration.Id,
    startedSeconds: Math.floor(nowMs() / 1000),
  };
  return {
    state,
    setOrigin: (value) => {
      origin = value;
    },
  };
}
