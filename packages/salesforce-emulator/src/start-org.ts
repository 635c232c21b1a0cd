import type { AddressInfo } from 'node:net';
import { buildOrg } from './build-org.js';
import { presentValue } from './describe/field-value.js';
import { FaultPlan } from './faults/fault-plan.js';
import type { PlannedFault } from './faults/fault-plan.js';
import type { Fault } from './faults/fault.js';
import { parseScenario } from './faults/scenario.js';
import { buildHttpServer } from './http/http-server.js';
import type { OrgCredentials, OrgOptions } from './org-options.js';
import type { RestValue } from './record/row.js';
import { RequestLog } from './recorder/request-log.js';
import type { ApiCalls } from './rest/api-usage.js';
import { StateFileError } from './state-file/saved-state.js';
import { writeState } from './state-file/write-state.js';

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
  /**
   * Plans a fault; without more, it hits the next REST request.
   *
   * @throws TypeError for what is no fault
   */
  failNext(fault: Fault): void;
  /** Faults still to happen. */
  readonly faults: { list(): readonly PlannedFault[]; clear(): void };
  /** The last requests, what they cost, and what became of them. */
  readonly requests: Pick<RequestLog, 'entries' | 'clear'>;
  /** Sets the org's clock off against the one it was given. */
  setClockSkew(skewMs: number): void;
  /**
   * Saves the org to a file, by default the one of the option `stateFile`. Blocks until it is written.
   *
   * @throws StateFileError
   */
  save(file?: string): void;
  /**
   * Saves the org where the option `stateFile` says, stops listening and cuts open connections.
   *
   * @throws StateFileError when it could not be saved; it has stopped listening then
   */
  close(): Promise<void>;
}

/**
 * Starts an emulated Salesforce org.
 *
 * @throws Error of Node's with code EADDRINUSE when the port is taken; ScenarioError; StateFileError
 */
export async function startOrg(options: OrgOptions = {}): Promise<Org> {
  const { state, setOrigin } = buildOrg(options);
  const {
    host,
    port: wantedPort,
    scenario,
    scenarioPlace,
    keptRequests,
    onRequest,
    stateFile,
  } = state.settings;
  const faults = new FaultPlan(state.catalog);
  if (scenario.trim() !== '')
    for (const fault of parseScenario(scenario, scenarioPlace, state.catalog)) faults.add(fault);
  const requests = new RequestLog(keptRequests, onRequest);
  const app = await buildHttpServer(state, faults, requests);
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
    faults,
    requests,
    setClockSkew: (skewMs) => {
      state.clock.skewMs = skewMs;
    },
    save: (file = stateFile ?? undefined) => {
      if (file === undefined)
        throw new StateFileError('no file to save the org to: name one or give the option stateFile');
      writeState(state, file);
    },
    close: async () => {
      await app.close();
      if (stateFile !== null) writeState(state, stateFile);
    },
  };
}
