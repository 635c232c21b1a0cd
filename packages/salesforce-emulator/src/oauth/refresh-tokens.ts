import { randomText } from '../identity/credentials.js';

/** Refresh tokens one user may have with one app: beyond it the oldest goes. */
const MAX_PER_USER_AND_APP = 5;
const TOKEN_PREFIX = '5Aep861';
const TOKEN_LENGTH = 80;

/** What a user granted an app for as long as it likes. The token changes with rotation, the grant stays. */
export interface RefreshGrant {
  readonly id: string;
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  token: string;
  readonly issuedMs: number;
  lastUsedMs: number;
}

/** Live refresh tokens. */
export class RefreshTokens {
  readonly #byToken = new Map<string, RefreshGrant>();
  readonly #byOwner = new Map<string, RefreshGrant[]>();
  readonly #nowMs: () => number;
  #count = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  issue(clientId: string, userId: string, scopes: readonly string[]): RefreshGrant {
    const nowMs = this.#nowMs();
    const id = String(++this.#count);
    const grant = { id, clientId, userId, scopes, token: newToken(), issuedMs: nowMs, lastUsedMs: nowMs };
    this.#byToken.set(grant.token, grant);
    const owner = ownerOf(grant);
    const owned = [...(this.#byOwner.get(owner) ?? []), grant];
    this.#byOwner.set(owner, owned);
    const [oldest] = owned;
    if (owned.length > MAX_PER_USER_AND_APP && oldest) this.end(oldest);
    return grant;
  }

  /** The grant of a token; one that was idle for too long ends. */
  find(token: string, idleMs: number): RefreshGrant | undefined {
    const grant = this.#byToken.get(token);
    if (!grant) return undefined;
    if (idleMs === 0 || this.#nowMs() - grant.lastUsedMs <= idleMs) return grant;
    this.end(grant);
    return undefined;
  }

  use(grant: RefreshGrant): void {
    grant.lastUsedMs = this.#nowMs();
  }

  /** Gives the grant a new token; the old one is worth nothing from now on. */
  rotate(grant: RefreshGrant): void {
    this.#byToken.delete(grant.token);
    grant.token = newToken();
    this.#byToken.set(grant.token, grant);
  }

  end(grant: RefreshGrant): void {
    this.#byToken.delete(grant.token);
    const owner = ownerOf(grant);
    const left = (this.#byOwner.get(owner) ?? []).filter((other) => other !== grant);
    if (left.length > 0) this.#byOwner.set(owner, left);
    else this.#byOwner.delete(owner);
  }
}

const ownerOf = ({ clientId, userId }: RefreshGrant): string => `${userId} ${clientId}`;
const newToken = (): string => `${TOKEN_PREFIX}${randomText(TOKEN_LENGTH)}`;
