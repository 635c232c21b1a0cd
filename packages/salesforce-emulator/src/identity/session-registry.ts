import { randomText } from './credentials.js';

const TOKEN_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';
const TOKEN_LENGTH = 94;

/** Beyond it the session that was idle longest goes; bounds the memory of clients that log in for each call. */
const MAX_SESSIONS = 10_000;

/** What a session is opened with. */
export interface SessionTerms {
  /** The connected app, or null for a session that did not come by OAuth. */
  readonly clientId: string | null;
  readonly scopes: readonly string[];
  /** The refresh grant it came by, whose end is its own. */
  readonly refreshGrantId: string | null;
}

export interface Session extends SessionTerms {
  readonly token: string;
  readonly userId: string;
  readonly openedMs: number;
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

  open(userId: string, passwordExpired: boolean, terms: SessionTerms): Session {
    const token = `${this.#organizationId15}!AQ${randomText(TOKEN_LENGTH, TOKEN_CHARACTERS)}`;
    const nowMs = this.#nowMs();
    const session: Session = { ...terms, token, userId, passwordExpired, openedMs: nowMs, lastUsedMs: nowMs };
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

  /** The live session of a token, without using it. */
  peek(token: string): Session | undefined {
    const session = this.#sessions.get(token);
    return session && this.#nowMs() <= this.endsMs(session) ? session : undefined;
  }

  /** When the session ends unless it is used before, in milliseconds since 1970. */
  endsMs(session: Session): number {
    return session.lastUsedMs + this.#timeoutMs;
  }

  end(token: string): boolean {
    return this.#sessions.delete(token);
  }

  endAllOfGrant(refreshGrantId: string): void {
    for (const session of this.#sessions.values()) {
      if (session.refreshGrantId === refreshGrantId) this.#sessions.delete(session.token);
    }
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
