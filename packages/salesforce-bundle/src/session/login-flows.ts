import type { GuardedString } from '@icf-ts/framework/spi';

/** Who logs in: the parts of the configuration that the flows read. */
export interface Credentials {
  readonly username?: string | undefined;
  readonly password?: GuardedString | undefined;
  readonly securityToken?: GuardedString | undefined;
}

interface LoginFlow {
  /** Names of configuration properties, beside clientId and clientSecret. */
  readonly needs: readonly (keyof Credentials)[];
  /** Hosts that all orgs share cannot tell whose app it is. */
  readonly needsOwnDomain: boolean;
  parameters(credentials: Credentials): { grant_type: string; [name: string]: string };
}

const clear = (secret: GuardedString | undefined): string => secret?.access((text) => text) ?? '';

/** The OAuth flows by the name of their grant. A further flow is a further row. */
export const LOGIN_FLOWS = {
  /** The app's own run-as user; the way that Salesforce recommends for servers. */
  client_credentials: {
    needs: [],
    needsOwnDomain: true,
    parameters: () => ({ grant_type: 'client_credentials' }),
  },
  /** Salesforce retires this flow for connected apps with Winter '27; new orgs have it switched off. */
  password: {
    needs: ['username', 'password'],
    needsOwnDomain: false,
    parameters: ({ username = '', password, securityToken }) => ({
      grant_type: 'password',
      username,
      password: clear(password) + clear(securityToken),
    }),
  },
} as const satisfies Record<string, LoginFlow>;

export type LoginFlowName = keyof typeof LOGIN_FLOWS;
export const LOGIN_FLOW_NAMES = Object.keys(LOGIN_FLOWS) as LoginFlowName[];

/** The row of a flow, by the interface that all rows share. */
export const loginFlow = (name: LoginFlowName): LoginFlow => LOGIN_FLOWS[name];
