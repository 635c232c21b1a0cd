import { randomText } from './credentials.js';

const TOKEN_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';
const TOKEN_LENGTH = 94;

/** Beyond it the session that was idle longest goes; bounds the memory of clients that log in for each call. */
const MAX_SESSIONS = 10_000;

export interface Session {
  readonly token: string;
  readonly userId: string;
  /** Good for setting the own password and nothing else. */
  passwordExpired: boolean;
  lastUsedMs: number;
}

/** Live sessions by access token. A session ends when idle for too long, counted from its last use. */
export class SessionRegistry {
  readonly #sessions = new Map<string, Session>();
  readonly #organizationId15: string;
  readonly #timeoutMs: number;
  readonly #nowMs: () => number;

  constructor(organizationId: string, timeoutMs: number, nowMs: () => number) {
    this.#organizationId15 = organizationId.slice(0, 15);
    this.#timeoutMs = timeoutMs;
    this.#nowMs = nowMs;
  }

  open(userId: string, passwordExpired: boolean): Session {
    const token = `${this.#organizationId15}!AQ${randomText(TOKEN_LENGTH, TOKEN_CHARACTERS)}`;
    const session: Session = { token, userId, passwordExpired, lastUsedMs: this.#nowMs() };
    this.#sessions.set(token, session);
    const [longestIdle] = this.#sessions.keys();
    if (this.#sessions.size > MAX_SESSIONS && longestIdle !== undefined) this.#sessions.delete(longestIdle);
    return session;
  }

  /** The live session of a token, which counts as a use of it. */
  use(token: string): Session | undefined {
    const session = this.#sessions.get(token);
    if (!session) return undefined;
    const nowMs = this.#nowMs();
    // Deleting and adding again keeps the map in the order of last use.
    this.#sessions.delete(token);
    if (nowMs - session.lastUsedMs > this.#timeoutMs) return undefined;
    session.lastUsedMs = nowMs;
    this.#sessions.set(token, session);
    return session;
  }

  /** Whose session a token is, without using it. */
  userOf(token: string): string | undefined {
    return this.#sessions.get(token)?.userId;
  }

  end(token: string): boolean {
    return this.#sessions.delete(token);
  }

  endAllOf(userId: string, exceptToken?: string): void {
    for (const { token, userId: owner } of this.#sessions.values()) {
      if (owner === userId && token !== exceptToken) this.#sessions.delete(token);
    }
  }

  endAll(): void {
    this.#sessions.clear();
  }
}
