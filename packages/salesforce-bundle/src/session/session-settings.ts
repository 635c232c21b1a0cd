import type { GuardedString } from '@icf-ts/framework/spi';
import type { HttpLimits } from './http-client.js';
import type { Credentials, LoginFlowName } from './login-flows.js';

/** What a session is made from: the checked configuration. */
export interface SessionSettings extends HttpLimits {
  readonly loginUrl: string;
  readonly instanceUrl: string | undefined;
  readonly clientId: string;
  readonly clientSecret: GuardedString;
  readonly loginFlow: LoginFlowName;
  readonly credentials: Credentials;
  readonly apiVersion: string;
}
