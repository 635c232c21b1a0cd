import { BULK_DEFAULTS } from './bulk/bulk-settings.js';
import type { BulkSettings } from './bulk/bulk-settings.js';
import type { DescribeAdditions } from './describe/custom/additions.js';
import type { OrgFeature } from './describe/field-spec.js';
import type { ConnectedAppOptions } from './oauth/connected-app.js';
import type { RecordedRequest } from './recorder/request-log.js';

/** What a new password must fulfil, and how long it lives. */
export interface PasswordPolicy {
  /** Characters; default 8. */
  readonly minLength: number;
  /** Demands at least one letter and one digit; default true. */
  readonly lettersAndNumbers: boolean;
  /** How many passwords, the present one included, may not be used again; default 3. */
  readonly historyCount: number;
  /** Days until a password expires; 0 = never; default 90. */
  readonly expiresAfterDays: number;
  /** Failed logins in a row that lock the user; 0 = never; default 10. */
  readonly maxFailedLogins: number;
}

/** The secrets of the org's integration user and connected app. */
export interface OrgCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
  /** Must follow the password directly in a password grant. */
  readonly securityToken: string;
}

/** What a user can be the org's fallback for, which keeps that user from being deactivated. */
export type DefaultOwner = 'workflow' | 'cases' | 'leads' | 'webToLead';

/** Certificate and private key of the org's server, in PEM. */
export interface OrgTls {
  readonly cert: string;
  readonly key: string;
}

export interface OrgOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number;
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** Generated people beside the built-in users; default 10. */
  readonly users?: number;
  /** Decides ids and generated users; default 1. */
  readonly seed?: number;
  /** Added to the answer of every REST call; default 0. */
  readonly apiLatencyMs?: number;
  /** Idle time after which a session ends; default two hours. */
  readonly sessionTimeoutMs?: number;
  /** REST calls allowed within 24 hours; default 15000. */
  readonly dailyApiLimit?: number;
  /** The org's clock; default the machine's. */
  readonly now?: () => Date;
  readonly passwordPolicy?: Partial<PasswordPolicy>;
  /** Seats of the licence "Salesforce"; default enough for a thousand more users. */
  readonly licenses?: { readonly salesforce: number };
  /** IsActive of a user created without it; default true. */
  readonly isActiveDefault?: boolean;
  /** Accepts passwords without security token from everyone, as from a trusted network; default false. */
  readonly trustedNetwork?: boolean;
  /** User names taken in other orgs of the world. */
  readonly foreignUsernames?: readonly string[];
  /** Keeps a user's e-mail address when another is written, as orgs do until the user confirms it; default false. */
  readonly confirmsEmailChanges?: boolean;
  /** Users, by user name, whom work without owner falls to: they cannot be deactivated. Default none. */
  readonly defaultOwners?: Readonly<Partial<Record<DefaultOwner, string>>>;
  /** Custom objects and fields: the path of a YAML file, or what such a file would hold. Default none. */
  readonly describe?: string | DescribeAdditions;
  /** What a SCIM list answers to a start index beyond 2,001: a refusal, or a page without resources; default `error`. */
  readonly scimPagingCeiling?: 'error' | 'empty';
  /** Features that add fields to User; default none. */
  readonly features?: readonly OrgFeature[];
  /** Any of them may be given; the rest is made at random. */
  readonly credentials?: Partial<OrgCredentials>;
  /** Apps beside that of the credentials; one with the same client id takes its place. */
  readonly connectedApps?: readonly ConnectedAppOptions[];
  /** Allows the OAuth password grant, as the org's switch does; default true. */
  readonly oauthPasswordFlow?: boolean;
  /** How bulk jobs are worked off. */
  readonly bulk?: Partial<BulkSettings>;
  /**
   * Opens the resources below `/_emulator` that plan faults and show requests: `true` to this machine alone, a token of
   * 16 characters or more to whoever sends it in `X-Emulator-Token`; default false.
   */
  readonly control?: boolean | string;
  /** Shows the org at `/` to this machine; default true. */
  readonly page?: boolean;
  /** Text of a YAML file of faults to begin with, see {@link Fault}; default none. */
  readonly scenario?: string;
  /** Names the scenario in messages; default `scenario`. */
  readonly scenarioPlace?: string;
  /** How many requests `org.requests` keeps; default 1000. */
  readonly keptRequests?: number;
  /** Told of each request when it is over. */
  readonly onRequest?: (request: RecordedRequest) => void;
  /** File the org is loaded from when it exists, and saved to when it is closed; default none. */
  readonly stateFile?: string | null;
  /** Serves https by this certificate, which clients must be told to trust; default plain http. */
  readonly tls?: OrgTls;
  /** Told of errors of the emulator itself, which callers see as UNKNOWN_EXCEPTION. */
  readonly onUnexpectedError?: (error: unknown) => void;
}

export interface OrgSettings extends Required<
  Omit<OrgOptions, 'credentials' | 'passwordPolicy' | 'licenses' | 'tls' | 'bulk'>
> {
  readonly tls: OrgTls | null;
  readonly passwordPolicy: PasswordPolicy;
  readonly salesforceSeats: number;
  readonly bulk: BulkSettings;
}

const SPARE_SEATS = 1_000;
const MIN_TOKEN = 16;

/** The options with every default filled in. */
export function resolveOptions(options: OrgOptions): OrgSettings {
  const { credentials: _, licenses, passwordPolicy, ...rest } = options;
  const { control } = options;
  if (typeof control === 'string' && control.length < MIN_TOKEN)
    throw new RangeError(`the option control needs a token of ${MIN_TOKEN} characters or more`);
  const users = options.users ?? 10;
  return {
    port: 0,
    host: '127.0.0.1',
    seed: 1,
    apiLatencyMs: 0,
    sessionTimeoutMs: 2 * 3_600_000,
    dailyApiLimit: 15_000,
    now: () => new Date(),
    isActiveDefault: true,
    trustedNetwork: false,
    foreignUsernames: [],
    confirmsEmailChanges: false,
    defaultOwners: {},
    describe: {},
    scimPagingCeiling: 'error',
    features: [],
    connectedApps: [],
    oauthPasswordFlow: true,
    control: false,
    page: true,
    scenario: '',
    scenarioPlace: 'scenario',
    keptRequests: 1_000,
    onRequest: () => undefined,
    stateFile: null,
    onUnexpectedError: () => undefined,
    ...rest,
    tls: options.tls ?? null,
    users,
    bulk: { ...BULK_DEFAULTS, ...options.bulk },
    salesforceSeats: licenses?.salesforce ?? users + SPARE_SEATS,
    passwordPolicy: {
      minLength: 8,
      lettersAndNumbers: true,
      historyCount: 3,
      expiresAfterDays: 90,
      maxFailedLogins: 10,
      ...passwordPolicy,
    },
  };
}
