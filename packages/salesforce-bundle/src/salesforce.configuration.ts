import { readFileSync } from 'node:fs';
import {
  ConfigurationException,
  ConfigurationProperty,
  type FilePath,
  type GuardedString,
  type StatefulConfiguration,
} from '@icf-ts/framework/spi';
import { BUILT_IN_MAPPINGS } from './mapping/built-in-map.js';
import type { ObjectMapping } from './mapping/object-mapping.js';
import { readAttributeMap } from './mapping/read-attribute-map.js';
import type { Org } from './operations/operation-context.js';
import { LOGIN_FLOW_NAMES, loginFlow, type LoginFlowName } from './session/login-flows.js';
import { isSafeUrl } from './session/safe-url.js';
import { Session } from './session/session.js';

/** Hosts that serve all orgs. */
const SHARED_HOSTS = new Set(['login.salesforce.com', 'test.salesforce.com']);
const MAX_TIMEOUT_MS = 600_000;

/** The properties of the connector, and the session that its calls share. */
export class SalesforceConfiguration implements StatefulConfiguration {
  @ConfigurationProperty({ type: 'String', order: 1, required: true })
  loginUrl = 'https://login.salesforce.com';

  @ConfigurationProperty({ type: 'String', order: 2 })
  instanceUrl: string | undefined;

  @ConfigurationProperty({ type: 'String', order: 3, required: true })
  clientId: string | undefined;

  @ConfigurationProperty({ type: 'GuardedString', order: 4, required: true, confidential: true })
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
  bulkThreshold = 50_000;

  @ConfigurationProperty({ type: 'int', order: 31, minimum: 1, operations: ['search'] })
  bulkTimeoutMs = 600_000;

  #mappings: readonly ObjectMapping[] | undefined;
  #session: Session | undefined;

  validate(): void {
    const problems = [
      ...this.#urlProblems(),
      ...this.#loginProblems(),
      ...this.#versionProblems(),
      ...this.#mapProblems(),
    ];
    if (problems.length > 0)
      throw new ConfigurationException(`The configuration is not valid: ${problems.join(' ')}`);
  }

  /** What the operations work with; the session is made on first use and logs in on first need. */
  org(): Org {
    this.#session ??= new Session({
      loginUrl: withoutSlash(this.loginUrl),
      instanceUrl: this.instanceUrl ? withoutSlash(this.instanceUrl) : undefined,
      clientId: this.clientId!,
      clientSecret: this.clientSecret!,
      loginFlow: this.#flow,
      credentials: { username: this.username, password: this.password, securityToken: this.securityToken },
      apiVersion: this.apiVersion,
      connectTimeoutMs: this.connectTimeoutMs,
      requestTimeoutMs: this.requestTimeoutMs,
    });
    return {
      session: this.#session,
      mappings: (this.#mappings ??= this.#readMap()),
      batchSize: this.batchSize,
      bulkThreshold: this.bulkThreshold,
      bulkTimeoutMs: this.bulkTimeoutMs,
      includeSystemUsers: this.includeSystemUsers,
      textCase: this.ignoreCase ? 'ignore' : 'exact',
    };
  }

  release(): void {
    this.#session?.close();
    this.#session = undefined;
  }

  get #flow(): LoginFlowName {
    return this.loginFlow ?? (this.username ? 'password' : 'client_credentials');
  }

  *#urlProblems(): Iterable<string> {
    for (const name of ['loginUrl', 'instanceUrl'] as const) {
      const url = this[name];
      if (url === undefined || isSafeUrl(url)) continue;
      yield `'${name}' must be an https URL without user and password (http only to this host), because tokens travel.`;
    }
    if (this.instanceUrl?.includes('.lightning.force.com')) {
      yield "'instanceUrl' must be the org's API domain (https://….my.salesforce.com), not that of Lightning.";
    }
  }

  *#loginProblems(): Iterable<string> {
    if (!this.clientId) yield "'clientId' is missing: it is the consumer key of the app.";
    if (!this.clientSecret) yield "'clientSecret' is missing.";
    const flow = loginFlow(this.#flow);
    for (const name of flow.needs)
      if (!this[name]) yield `'${name}' is missing; login flow ${this.#flow} needs it.`;
    if (
      flow.needsOwnDomain &&
      URL.canParse(this.loginUrl) &&
      SHARED_HOSTS.has(new URL(this.loginUrl).hostname)
    ) {
      yield `'loginUrl' must be the org's own domain (https://….my.salesforce.com): login flow ${this.#flow} is not served by ${new URL(this.loginUrl).hostname}.`;
    }
  }

  *#versionProblems(): Iterable<string> {
    if (!/^\d{2,3}\.0$/.test(this.apiVersion)) yield "'apiVersion' must have the form 66.0.";
  }

  *#mapProblems(): Iterable<string> {
    if (this.attributeMap !== undefined && this.attributeMapFile !== undefined) {
      yield "'attributeMap' and 'attributeMapFile' are both given; keep one.";
      return;
    }
    try {
      this.#mappings = this.#readMap();
    } catch (error) {
      yield `'${this.attributeMap === undefined ? 'attributeMapFile' : 'attributeMap'}': ${(error as Error).message}`;
    }
  }

  #readMap(): readonly ObjectMapping[] {
    if (this.attributeMap !== undefined) return readAttributeMap(this.attributeMap, 'attributeMap');
    if (this.attributeMapFile === undefined) return BUILT_IN_MAPPINGS;
    const { path } = this.attributeMapFile;
    return readAttributeMap(readFileSync(path, 'utf8'), path);
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
