import { readFileSync } from 'node:fs';
import {
  ConfigurationProperty,
  type FilePath,
  type GuardedString,
  type StatefulConfiguration,
  isConnectorException,
} from '@icf-ts/framework/spi';
import { ATTACHED_KINDS } from './attached/attached-kind.js';
import { readMembershipPolicies, withPolicies } from './attached/membership-policies.js';
import { isNotGiven } from './configuration/not-given.js';
import { loginProblems } from './configuration/login-checks.js';
import { proxyProblems } from './configuration/proxy-checks.js';
import { usedVersion, versionProblems } from './configuration/api-version.js';
import { bareUrl, urlProblems } from './configuration/urls.js';
import { BUILT_IN_MAPPINGS } from './mapping/built-in-map.js';
import type { ObjectMapping } from './mapping/object-mapping.js';
import { MapProblem } from './mapping/map-problem.js';
import { PRESET_NAMES, readPreset, type PresetName } from './mapping/presets.js';
import { readAttributeMap } from './mapping/read-attribute-map.js';
import { accountProblems } from './configuration/account-problems.js';
import {
  COLLISION_POLICIES,
  DELETE_MODES,
  type CollisionPolicy,
  type DeleteMode,
} from './operations/account/account-policy.js';
import { GatheringSession } from './session/gathering/gathering-session.js';
import { Seats } from './operations/account/seats.js';
import type { Org } from './operations/operation-context.js';
import { LOGIN_FLOW_NAMES, usualFlow, type LoginFlowName } from './session/login/login-flows.js';
import type { SessionSettings } from './session/session-settings.js';
import { SalesforceSession } from './session/session.js';
import { text, type Words } from './words/text.js';
import { worded } from './words/worded.js';

const MAX_TIMEOUT_MS = 600_000;
const SECONDS_A_DAY = 86_400;

/** The properties of the connector, and the session that its calls share. */
export class SalesforceConfiguration implements StatefulConfiguration {
  @ConfigurationProperty({ type: 'String', order: 1, required: true })
  loginUrl = 'https://login.salesforce.com';

  @ConfigurationProperty({ type: 'String', order: 2 })
  instanceUrl: string | undefined;

  @ConfigurationProperty({ type: 'String', order: 3 })
  clientId: string | undefined;

  @ConfigurationProperty({ type: 'GuardedString', order: 4, confidential: true })
  clientSecret: GuardedString | undefined;

  @ConfigurationProperty({ type: 'String', order: 5 })
  username: string | undefined;

  @ConfigurationProperty({ type: 'GuardedString', order: 6, confidential: true })
  password: GuardedString | undefined;

  @ConfigurationProperty({ type: 'GuardedString', order: 7, confidential: true })
  securityToken: GuardedString | undefined;

  @ConfigurationProperty({ type: 'String', order: 8, allowedValues: LOGIN_FLOW_NAMES })
  loginFlow: LoginFlowName | undefined;

  @ConfigurationProperty({ type: 'String', order: 9, required: true })
  apiVersion = '66.0';

  @ConfigurationProperty({ type: 'int', order: 10, minimum: 1, maximum: MAX_TIMEOUT_MS })
  connectTimeoutMs = 10_000;

  @ConfigurationProperty({ type: 'int', order: 11, minimum: 1, maximum: MAX_TIMEOUT_MS })
  requestTimeoutMs = 130_000;

  @ConfigurationProperty({ type: 'GuardedString', order: 20, confidential: true })
  privateKey: GuardedString | undefined;

  @ConfigurationProperty({ type: 'File', order: 21 })
  privateKeyFile: FilePath | undefined;

  @ConfigurationProperty({ type: 'String', order: 22 })
  jwtAudience: string | undefined;

  @ConfigurationProperty({ type: 'GuardedString', order: 23, confidential: true })
  refreshToken: GuardedString | undefined;

  @ConfigurationProperty({ type: 'File', order: 24 })
  refreshTokenFile: FilePath | undefined;

  @ConfigurationProperty({ type: 'String', order: 25 })
  proxyUrl: string | undefined;

  @ConfigurationProperty({ type: 'String', order: 26 })
  proxyUsername: string | undefined;

  @ConfigurationProperty({ type: 'GuardedString', order: 27, confidential: true })
  proxyPassword: GuardedString | undefined;

  @ConfigurationProperty({ type: 'boolean', order: 28 })
  proxyFromEnvironment = false;

  @ConfigurationProperty({ type: 'int', order: 29, minimum: 0, maximum: 10 })
  maxRetries = 3;

  @ConfigurationProperty({ type: 'int', order: 30, minimum: 1, maximum: 60_000 })
  retryDelayMs = 500;

  @ConfigurationProperty({ type: 'int', order: 31, minimum: 0 })
  dailyCallReserve = 0;

  @ConfigurationProperty({ type: 'int', order: 32, minimum: 1 })
  maxConnections = 32;

  @ConfigurationProperty({ type: 'int', order: 12, minimum: 200, maximum: 2_000, operations: ['search'] })
  batchSize = 2_000;

  @ConfigurationProperty({ type: 'boolean', order: 13, operations: ['search', 'get'] })
  includeSystemUsers = false;

  @ConfigurationProperty({ type: 'boolean', order: 14, operations: ['search', 'get'] })
  ignoreCase = false;

  @ConfigurationProperty({ type: 'String', order: 15 })
  attributeMap: string | undefined;

  @ConfigurationProperty({ type: 'File', order: 16 })
  attributeMapFile: FilePath | undefined;

  @ConfigurationProperty({ type: 'int', order: 30, minimum: 0, operations: ['search'] })
  bulkThreshold = 200_000;

  @ConfigurationProperty({ type: 'int', order: 31, minimum: 1, operations: ['search'] })
  bulkTimeoutMs = 600_000;

  @ConfigurationProperty({ type: 'String', order: 17, allowedValues: PRESET_NAMES })
  attributeMapPreset: PresetName | undefined;

  @ConfigurationProperty({ type: 'String', order: 50, operations: ['update', 'updateDelta'] })
  membershipPolicies: string | undefined;

  @ConfigurationProperty({
    type: 'int',
    order: 18,
    minimum: 1,
    maximum: SECONDS_A_DAY,
    operations: ['sync', 'liveSync'],
  })
  syncOverlapSeconds = 600;

  @ConfigurationProperty({ type: 'boolean', order: 19, operations: ['sync', 'liveSync'] })
  syncMemberships = true;

  @ConfigurationProperty({
    type: 'int',
    order: 20,
    minimum: 1,
    maximum: SECONDS_A_DAY,
    operations: ['liveSync'],
  })
  liveSyncIntervalSeconds = 60;

  @ConfigurationProperty({ type: 'String', order: 60, allowedValues: DELETE_MODES, operations: ['delete'] })
  deleteMode: DeleteMode = 'deactivate';

  @ConfigurationProperty({ type: 'String', order: 61, operations: ['delete'] })
  deletedUsername = '${username}.deleted.${date}';

  @ConfigurationProperty({ type: 'boolean', order: 62, operations: ['update', 'updateDelta', 'delete'] })
  freezeIfNotDeactivated = false;

  @ConfigurationProperty({ type: 'String', order: 63 })
  usernameSuffix: string | undefined;

  @ConfigurationProperty({
    type: 'String',
    order: 64,
    allowedValues: COLLISION_POLICIES,
    operations: ['create'],
  })
  usernameCollision: CollisionPolicy = 'fail';

  @ConfigurationProperty({ type: 'boolean', order: 65, operations: ['create'] })
  checkSeats = true;

  @ConfigurationProperty({
    type: 'int',
    order: 66,
    minimum: 0,
    maximum: MAX_TIMEOUT_MS,
    operations: ['create'],
  })
  lostAnswerWaitMs = 5_000;

  @ConfigurationProperty({ type: 'int', order: 70, minimum: 1, maximum: 10_000, operations: ['batch'] })
  batchRows = 1_000;

  @ConfigurationProperty({ type: 'int', order: 72, minimum: 0, maximum: 10_000, operations: ['batch'] })
  bulkIngestThreshold = 0;

  @ConfigurationProperty({
    type: 'int',
    order: 71,
    minimum: 0,
    maximum: 1_000,
    operations: ['create', 'update', 'updateDelta', 'delete'],
  })
  coalesceWindowMs = 0;

  #seats: Seats | undefined;
  #mappings: readonly ObjectMapping[] | undefined;
  #session: SalesforceSession | undefined;
  #coalescing: GatheringSession | undefined;

  validate(): void {
    this.#dropEmpty();
    const settings = this.sessionSettings;
    const problems = [
      ...urlProblems('loginUrl', settings.loginUrl),
      ...urlProblems('instanceUrl', settings.instanceUrl),
      ...loginProblems(settings),
      ...proxyProblems(settings),
      ...versionProblems(settings.apiVersion),
      ...this.#mapProblems(),
      ...accountProblems(this),
    ];
    if (problems.length > 0) throw worded('ConfigurationException', [text('check.invalid'), ...problems]);
  }

  /** What the operations work with; the session is made on first use and logs in on first need. */
  org(): Org {
    const session = (this.#session ??= new SalesforceSession(this.sessionSettings));
    const windowMs = this.coalesceWindowMs;
    return {
      session: windowMs > 0 ? (this.#coalescing ??= new GatheringSession(session, { windowMs })) : session,
      together: () =>
        new GatheringSession(session, { until: 'idle', ingestThreshold: this.bulkIngestThreshold }),
      batchRows: Math.max(this.batchRows, this.bulkIngestThreshold),
      mappings: (this.#mappings ??= this.#withPolicies(this.#readMap())),
      batchSize: this.batchSize,
      bulkThreshold: this.bulkThreshold,
      bulkTimeoutMs: this.bulkTimeoutMs,
      includeSystemUsers: this.includeSystemUsers,
      textCase: this.ignoreCase ? 'ignore' : 'exact',
      accounts: {
        deleteMode: this.deleteMode,
        deletedUsername: this.deletedUsername,
        freezeIfNotDeactivated: this.freezeIfNotDeactivated,
        usernameSuffix: this.usernameSuffix ?? '',
        usernameCollision: this.usernameCollision,
        seats: this.checkSeats ? (this.#seats ??= new Seats()) : undefined,
        lostAnswerWaitMs: this.lostAnswerWaitMs,
      },
      syncOverlapMs: this.syncOverlapSeconds * 1_000,
      syncMemberships: this.syncMemberships,
      liveSyncIntervalMs: this.liveSyncIntervalSeconds * 1_000,
    };
  }

  release(): void {
    this.#session?.close();
    this.#session = undefined;
    this.#coalescing = undefined;
    this.#seats = undefined;
  }

  /** What the session is made from. */
  protected get sessionSettings(): SessionSettings {
    return {
      loginUrl: bareUrl(this.loginUrl),
      instanceUrl: this.instanceUrl && bareUrl(this.instanceUrl),
      loginFlow: this.loginFlow ?? usualFlow(this),
      credentials: this,
      apiVersion: usedVersion(this.apiVersion),
      connectTimeoutMs: this.connectTimeoutMs,
      requestTimeoutMs: this.requestTimeoutMs,
      maxConnections: this.maxConnections,
      proxyUrl: this.proxyUrl?.trim(),
      proxyUsername: this.proxyUsername,
      proxyPassword: this.proxyPassword,
      proxyFromEnvironment: this.proxyFromEnvironment,
      maxRetries: this.maxRetries,
      retryDelayMs: this.retryDelayMs,
      dailyCallReserve: this.dailyCallReserve,
    };
  }

  /** What is empty has its default. */
  #dropEmpty(): void {
    const usual = new (this.constructor as new () => this)();
    for (const name of Object.keys(usual) as (keyof this)[])
      if (isNotGiven(this[name])) this[name] = usual[name];
  }

  *#mapProblems(): Iterable<Words> {
    if (this.attributeMap !== undefined && this.attributeMapFile !== undefined) {
      yield text('check.bothGiven', 'attributeMap', 'attributeMapFile');
      return;
    }
    try {
      this.#mappings = this.#readMap();
    } catch (error) {
      const property = this.attributeMap === undefined ? 'attributeMapFile' : 'attributeMap';
      const words = isConnectorException(error) ? error : (error as Error).message;
      yield text('check.property', property, words);
      return;
    }
    try {
      this.#mappings = this.#withPolicies(this.#mappings);
    } catch (error) {
      if (!(error instanceof MapProblem)) throw error;
      const [first = '', ...more] = error.words;
      yield text('check.property', 'membershipPolicies', first);
      yield* more;
    }
  }

  #withPolicies(mappings: readonly ObjectMapping[]): readonly ObjectMapping[] {
    const policies = this.membershipPolicies;
    return policies === undefined ? mappings : withPolicies(mappings, readMembershipPolicies(policies));
  }

  #readMap(): readonly ObjectMapping[] {
    const base = this.attributeMapPreset ? readPreset(this.attributeMapPreset) : BUILT_IN_MAPPINGS;
    const attachedKinds = ATTACHED_KINDS.map(({ name }) => name);
    if (this.attributeMap !== undefined)
      return readAttributeMap(this.attributeMap, 'attributeMap', { base, attachedKinds });
    if (this.attributeMapFile === undefined) return base;
    const { path } = this.attributeMapFile;
    return readAttributeMap(readFileSync(path, 'utf8'), path, { base, attachedKinds });
  }
}
