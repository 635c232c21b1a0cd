import { existsSync } from 'node:fs';
import { buildCatalog } from './describe/catalog.js';
import type { ComputeSources } from './describe/field-spec.js';
import { makeCredentials } from './identity/credentials.js';
import { PasswordVault } from './identity/password-vault.js';
import { SessionRegistry } from './identity/session-registry.js';
import { resolveOptions } from './org-options.js';
import type { OrgCredentials, OrgOptions, OrgSettings } from './org-options.js';
import type { OrgState } from './org-state.js';
import { ApiUsage } from './rest/api-usage.js';
import { seedAccess } from './seed/org-access.js';
import { attributeSetup, seedSetup } from './seed/org-setup.js';
import { Random } from './seed/random.js';
import { seedBuiltInUsers, seedPeople } from './seed/seed-users.js';
import { CursorRegistry } from './soql/cursor-registry.js';
import { SeatLedger } from './store/seat-ledger.js';
import { readState } from './state-file/read-state.js';
import { Store } from './store/store.js';

/** The instance part of every id. */
const INSTANCE = 'EM0';

/** When the org was signed up: fixed, so that generated rows do not depend on the day they are made. */
const SIGNED_UP_SECONDS = Date.UTC(2024, 0, 1) / 1000;

/** An org with its rows, before it listens anywhere. */
export function buildOrg(options: OrgOptions): { readonly state: OrgState; setOrigin(origin: string): void } {
  const settings = resolveOptions(options);
  const clock = { skewMs: 0, behindMs: 0 };
  const nowMs = (): number => settings.now().getTime() + clock.skewMs - clock.behindMs;
  const catalog = buildCatalog(new Set(settings.features));
  const store = new Store(catalog, INSTANCE, settings.seed);
  const seats = new SeatLedger(store);
  const passwords = new PasswordVault(settings.passwordPolicy, nowMs);
  const isSaved = settings.stateFile !== null && existsSync(settings.stateFile);
  const { organizationId, integrationUserId, credentials } = isSaved
    ? readState(settings.stateFile, catalog, store, passwords)
    : seedOrg(store, passwords, settings, options.credentials ?? {});
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
    clock,
    sessions: new SessionRegistry(organizationId, settings.sessionTimeoutMs, nowMs),
    cursors: new CursorRegistry(INSTANCE, nowMs),
    usage: new ApiUsage(settings.dailyApiLimit, nowMs),
    organizationId,
    integrationUserId,
    startedSeconds: Math.floor(nowMs() / 1000),
  };
  return {
    state,
    setOrigin: (value) => {
      origin = value;
    },
  };
}

/** Makes the rows of a new org. */
function seedOrg(
  store: Store,
  passwords: PasswordVault,
  settings: OrgSettings,
  given: Partial<OrgCredentials>,
): Pick<OrgState, 'organizationId' | 'integrationUserId' | 'credentials'> {
  const credentials = makeCredentials(given, settings.passwordPolicy.minLength);
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
  passwords.put(integration.Id, credentials.password, false);
  passwords.issueSecurityToken(integration.Id, credentials.securityToken);
  return { organizationId: setup.organizationId, integrationUserId: integration.Id, credentials };
}
