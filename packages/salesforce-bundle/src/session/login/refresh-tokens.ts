import { channel } from 'node:diagnostics_channel';
import type { GuardedString } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { clear, type Credentials, type Login, type LoginWay, type RefreshTokenSource } from './login.js';
import { RefreshTokenFile } from './refresh-token-file.js';

/** A refresh token that Salesforce gave in the place of another, which has ended. */
export interface RefreshTokenRotation {
  readonly loginUrl: string;
  readonly clientId: string;
  readonly refreshToken: GuardedString;
}

/** Where an application in this process hears of {@link RefreshTokenRotation}s (node:diagnostics_channel). */
export const REFRESH_TOKEN_CHANNEL = 'icf.salesforce.refreshToken';
const rotations = channel(REFRESH_TOKEN_CHANNEL);

/** The file, the last rotation, the configuration, and one more for a file that changes meanwhile. */
const MAX_TOKENS = 4;

/**
 * The refresh token of one session, wherever its newest form is: in the file, which other processes may write too, in
 * memory, or in the configuration.
 */
export class RefreshTokens implements RefreshTokenSource {
  readonly #configured: GuardedString | undefined;
  readonly #file: RefreshTokenFile | undefined;
  #newest: GuardedString | undefined;

  constructor({ refreshToken, refreshTokenFile }: Credentials) {
    this.#configured = refreshToken;
    this.#file = refreshTokenFile && new RefreshTokenFile(refreshTokenFile.path);
  }

  /**
   * Logs in with the token. One that Salesforce refuses as ended gives way to the next: somebody else may have
   * rotated it. A new token is kept before anybody uses the session.
   * @throws ConnectorException
   */
  async use(way: LoginWay, logIn: (token: string) => Promise<Login>): Promise<Login> {
    const attempt = (): Promise<Login> => this.#tryAll(way, logIn);
    return this.#file ? this.#file.locked(attempt, way.clock, way.signal) : attempt();
  }

  async #tryAll(way: LoginWay, logIn: (token: string) => Promise<Login>): Promise<Login> {
    const refused = new Set<string>();
    let reason: unknown;
    while (refused.size < MAX_TOKENS) {
      const token = (await this.#candidates()).find((each) => !refused.has(each));
      if (token === undefined) break;
      try {
        const login = await logIn(token);
        if (login.refreshToken && clear(login.refreshToken) !== token)
          await this.#keep(login.refreshToken, way);
        return login;
      } catch (error) {
        if (!isRefusal(error, 'invalid_grant', ENDED)) throw error;
        reason = error;
        refused.add(token);
      }
    }
    throw reason ?? worded('ConfigurationException', text('fault.noRefreshToken', this.#file?.path ?? ''));
  }

  async #candidates(): Promise<readonly string[]> {
    return [await this.#file?.read(), clear(this.#newest), clear(this.#configured)].filter(
      (token): token is string => Boolean(token),
    );
  }

  async #keep(refreshToken: GuardedString, { loginUrl, credentials, warnings }: LoginWay): Promise<void> {
    this.#newest = refreshToken;
    const { clientId = '' } = credentials;
    if (rotations.hasSubscribers) {
      rotations.publish({ loginUrl, clientId, refreshToken } satisfies RefreshTokenRotation);
    } else if (!this.#file) {
      warnings.once('refresh-token-lost', text('warn.tokenLost'));
    }
    try {
      await this.#file?.write(refreshToken);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      warnings.once('refresh-token-not-written', text('warn.tokenNotWritten', code ?? message));
    }
  }
}

const ENDED = /expired access\/refresh token/;
