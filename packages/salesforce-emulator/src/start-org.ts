import type { AddressInfo } from 'node:net';
import { buildOrg } from './build-org.js';
import { presentValue } from './describe/field-value.js';
import { FaultPlan } from './http/fault-plan.js';
import type { Fault } from './http/fault-plan.js';
import { buildHttpServer } from './http/http-server.js';
import type { OrgCredentials, OrgOptions } from './org-options.js';
import type { RestValue } from './record/row.js';
import type { ApiCalls } from './rest/api-usage.js';

/** A running org. */
export interface Org {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly organizationId: string;
  readonly credentials: OrgCredentials;
  readonly calls: ApiCalls;
  /** All fields of a row in their REST form, or undefined; takes ids of 15 and 18 characters. No call is counted. */
  find(objectName: string, id: string): Readonly<Record<string, RestValue>> | undefined;
  /** The password of a user, or undefined while it has none. */
  passwordOf(userId: string): string | undefined;
  /** Ends all sessions, as an administrator can. */
  revokeSessions(): void;
  /** Puts a failure in the place of the next answers. */
  failNext(fault: Fault): void;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
}

/**
 * Starts an emulated Salesforce org.
 *
 * @throws Error of Node's with code EADDRINUSE when the port is taken
 */
export async function startOrg(options: OrgOptions = {}): Promise<Org> {
  const { state, setOrigin } = buildOrg(options);
  const faults = new FaultPlan();
  const app = await buildHttpServer(state, faults);
  const { host, port: wantedPort } = state.settings;
  try {
    await app.listen({ host, port: wantedPort });
  } catch (error) {
    await app.close();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  const url = `${state.settings.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  setOrigin(url);
  return {
    url,
    port,
    organizationId: state.organizationId,
    credentials: state.credentials,
    calls: state.usage,
    find: (objectName, id) => {
      const spec = state.catalog.named(objectName);
      const row = spec && state.store.table(spec.name).get(id);
      if (!spec || !row) return undefined;
      return Object.fromEntries(
        spec.fields.map((field) => [field.name, presentValue(row, field, state.sources)]),
      );
    },
    passwordOf: (userId) => state.passwords.passwordOf(state.store.table('User').get(userId)?.Id ?? ''),
    revokeSessions: () => {
      state.sessions.endAll();
    },
    failNext: (fault) => {
      faults.add(fault);
    },
    close: () => app.close(),
  };
}
