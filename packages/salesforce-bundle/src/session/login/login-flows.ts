import { jwtAssertion } from './jwt-assertion.js';
import { clear, type Credentials, type Login, type LoginWay } from './login.js';
import { soapLogin } from './soap-login.js';
import { askForToken, type TokenParameters } from './token-endpoint.js';
import { text, type Text } from '../../words/text.js';

export interface LoginFlow {
  /** The properties that it cannot do without; of several in a list one is enough. */
  readonly needs: readonly (keyof Credentials | readonly (keyof Credentials)[])[];
  /** Hosts that all orgs share cannot tell whose app it is. */
  readonly needsOwnDomain: boolean;
  /** The release of Salesforce with which it ends. */
  readonly retires?: string;
  open(way: LoginWay): Promise<Login>;
}

/** A flow that is one request to the token endpoint. */
const byGrant =
  (parameters: (way: LoginWay) => TokenParameters, withSecret = true) =>
  (way: LoginWay): Promise<Login> => {
    const { clientId = '', clientSecret } = way.credentials;
    return askForToken(way, { clientId, ...(withSecret ? { clientSecret } : {}) }, parameters(way));
  };

/** The flows that a connector can log in by. A further flow is a further row. */
export const LOGIN_FLOWS = {
  /** The app's own run-as user; the way that Salesforce recommends for servers. */
  client_credentials: {
    needs: ['clientId', 'clientSecret'],
    needsOwnDomain: true,
    open: byGrant(() => ({ grant_type: 'client_credentials' })),
  },
  /** A user who was approved before, by the private key to the app's certificate. */
  jwt_bearer: {
    needs: ['clientId', 'username', ['privateKey', 'privateKeyFile']],
    needsOwnDomain: false,
    open: byGrant(
      ({ credentials, loginUrl, clock }) => ({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: jwtAssertion(credentials, loginUrl, clock.now()),
      }),
      false,
    ),
  },
  /** A user who once approved the app in a browser. */
  refresh_token: {
    needs: ['clientId', ['refreshToken', 'refreshTokenFile']],
    needsOwnDomain: false,
    open: (way) =>
      way.refreshTokens.use(way, (token) =>
        byGrant(() => ({ grant_type: 'refresh_token', refresh_token: token }))(way),
      ),
  },
  password: {
    needs: ['clientId', 'clientSecret', 'username', 'password'],
    needsOwnDomain: false,
    retires: "Winter '27",
    open: byGrant(({ credentials: { username = '', password, securityToken } }) => ({
      grant_type: 'password',
      username,
      password: clear(password) + clear(securityToken),
    })),
  },
  soap: {
    needs: ['username', 'password'],
    needsOwnDomain: false,
    retires: "Summer '27",
    open: soapLogin,
  },
} as const satisfies Record<string, LoginFlow>;

export type LoginFlowName = keyof typeof LOGIN_FLOWS;
export const LOGIN_FLOW_NAMES = Object.keys(LOGIN_FLOWS) as LoginFlowName[];

/** The row of a flow, by the interface that all rows share. */
export const loginFlow = (name: LoginFlowName): LoginFlow => LOGIN_FLOWS[name];

/** The flow that is meant where none is named. */
export function usualFlow(credentials: Credentials): LoginFlowName {
  if (credentials.refreshToken || credentials.refreshTokenFile) return 'refresh_token';
  if (credentials.privateKey || credentials.privateKeyFile) return 'jwt_bearer';
  return credentials.username ? 'password' : 'client_credentials';
}

/** What a flow lacks of its properties, in words. */
export function* missingFor(name: LoginFlowName, credentials: Credentials): Iterable<Text> {
  for (const need of loginFlow(name).needs) {
    const names = typeof need === 'string' ? [need] : need;
    if (names.some((each) => credentials[each])) continue;
    const quoted = names.map((each) => `'${each}'`);
    yield quoted.length === 1
      ? text('check.missing', quoted[0]!, name)
      : text('check.missingBoth', quoted[0]!, quoted[1]!, name);
  }
}

/**
 * Logs in by a flow of the table; warns of one that retires.
 * @throws ConnectorException, or what the signal was aborted with.
 */
export function logIn(name: LoginFlowName, way: LoginWay): Promise<Login> {
  const flow = loginFlow(name);
  if (flow.retires) way.warnings.once('login-flow-retires', text('warn.flowRetires', name, flow.retires));
  return flow.open(way);
}
