import type { FilePath, GuardedString } from '@icf-ts/framework/spi';
import type { Clock } from '../clock.js';
import type { HttpClient } from '../http/http-client.js';
import type { Warnings } from '../warnings.js';

/** Who logs in: the properties of the configuration that the flows read. */
export interface Credentials {
  readonly clientId?: string | undefined;
  readonly clientSecret?: GuardedString | undefined;
  readonly username?: string | undefined;
  readonly password?: GuardedString | undefined;
  readonly securityToken?: GuardedString | undefined;
  /** PEM. */
  readonly privateKey?: GuardedString | undefined;
  readonly privateKeyFile?: FilePath | undefined;
  readonly jwtAudience?: string | undefined;
  readonly refreshToken?: GuardedString | undefined;
  readonly refreshTokenFile?: FilePath | undefined;
}

/** Where and how a login goes. */
export interface LoginWay {
  readonly client: HttpClient;
  /** Without slash at the end. */
  readonly loginUrl: string;
  /** Where API calls are to go, whatever the login answers. */
  readonly instanceUrl: string | undefined;
  readonly apiVersion: string;
  readonly credentials: Credentials;
  readonly refreshTokens: RefreshTokenSource;
  readonly warnings: Warnings;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Knows the refresh token, whoever has rotated it. */
export interface RefreshTokenSource {
  /** Logs in with the newest token that Salesforce takes. @throws ConnectorException */
  use(way: LoginWay, logIn: (token: string) => Promise<Login>): Promise<Login>;
}

/** What a login gives. */
export interface Login {
  readonly accessToken: string;
  readonly instanceUrl: string;
  /** Id of the user who is logged in. */
  readonly userId: string;
  /** A new one; the one used before may have ended. */
  readonly refreshToken?: GuardedString | undefined;
}

export const clear = (secret: GuardedString | undefined): string => secret?.access((text) => text) ?? '';
