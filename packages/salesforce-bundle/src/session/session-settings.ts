import type { HttpSettings } from './http/http-client.js';
import type { Clock } from './clock.js';
import type { Credentials } from './login/login.js';
import type { LoginFlowName } from './login/login-flows.js';
import type { RetryLimits } from './retry.js';

/** What a session is made from: the checked configuration. */
export interface SessionSettings extends HttpSettings, RetryLimits {
  /** Without slash at the end. */
  readonly loginUrl: string;
  readonly instanceUrl: string | undefined;
  readonly loginFlow: LoginFlowName;
  readonly credentials: Credentials;
  readonly apiVersion: string;
  /** API calls of 24 hours that are left to others; 0 leaves the counting to Salesforce. */
  readonly dailyCallReserve: number;
  /** Default the system's. */
  readonly clock?: Clock;
}
