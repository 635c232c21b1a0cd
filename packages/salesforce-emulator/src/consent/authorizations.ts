import { randomText } from '../identity/credentials.js';
import type { ConnectedApp } from '../oauth/connected-app.js';
import { ExpiringMap } from './expiring-map.js';

/** How long a consent page and an authorization code are good for. */
const LIFE_MS = 15 * 60_000;
const MAX_OPEN = 10_000;

/** A request for a code that has been found in order and waits for the user. */
export interface AuthorizationRequest {
  readonly app: ConnectedApp;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly loginHint: string;
}

/** What a code stands for. */
export interface IssuedCode {
  readonly request: AuthorizationRequest;
  readonly userId: string;
  /** A code is good for one exchange, failed ones included. */
  isUsed: boolean;
}

/** Requests waiting for their user, codes waiting for their client, and who approved which app. */
export class Authorizations {
  readonly requests: ExpiringMap<AuthorizationRequest>;
  readonly codes: ExpiringMap<IssuedCode>;
  readonly #approvals = new Set<string>();

  constructor(nowMs: () => number) {
    this.requests = new ExpiringMap(MAX_OPEN, LIFE_MS, nowMs);
    this.codes = new ExpiringMap(MAX_OPEN, LIFE_MS, nowMs);
  }

  /** Keeps a request for its consent page. @returns the secret by which the page names it */
  await(request: AuthorizationRequest): string {
    const id = randomText(40);
    this.requests.set(id, request);
    return id;
  }

  /** @returns a new code */
  approve(request: AuthorizationRequest, userId: string): string {
    this.#approvals.add(`${userId} ${request.app.clientId}`);
    const code = `aPrx${randomText(80)}==`;
    this.codes.set(code, { request, userId, isUsed: false });
    return code;
  }

  hasApproved(userId: string, clientId: string): boolean {
    return this.#approvals.has(`${userId} ${clientId}`);
  }
}
