import type { ConnectorException } from '@icf-ts/framework/spi';
import { signingKey } from '../session/login/jwt-assertion.js';
import type { Credentials } from '../session/login/login.js';
import { loginFlow, missingFor, type LoginFlowName } from '../session/login/login-flows.js';
import { text, type Words } from '../words/text.js';

/** Hosts that serve all orgs. */
const SHARED_HOSTS = new Set(['login.salesforce.com', 'test.salesforce.com']);

interface LoginProperties {
  readonly loginFlow: LoginFlowName;
  readonly credentials: Credentials;
  readonly loginUrl: string;
}

/** What is wrong with the properties of a login. */
export function* loginProblems({ loginFlow: name, credentials, loginUrl }: LoginProperties): Iterable<Words> {
  yield* missingFor(name, credentials);
  const { privateKey, privateKeyFile } = credentials;
  if (privateKey && privateKeyFile) yield text('check.bothGiven', 'privateKey', 'privateKeyFile');
  else if (name === 'jwt_bearer' && (privateKey ?? privateKeyFile)) {
    try {
      signingKey(credentials);
    } catch (error) {
      yield error as ConnectorException;
    }
  }
  const host = URL.canParse(loginUrl) ? new URL(loginUrl).hostname : '';
  if (loginFlow(name).needsOwnDomain && SHARED_HOSTS.has(host)) {
    yield text('check.ownDomain', name, host);
  }
}
