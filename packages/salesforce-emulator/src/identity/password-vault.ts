import { passwordErrors } from '../errors/password-errors.js';
import type { PasswordPolicy } from '../org-options.js';
import { randomPassword } from './credentials.js';

const DAY_MS = 86_400_000;

/** What the vault holds, by user id. */
export interface VaultContent {
  readonly records: readonly (readonly [string, PasswordRecord])[];
  readonly securityTokens: readonly (readonly [string, string])[];
}

interface PasswordRecord {
  readonly current: string;
  /** Newest first, the current one included. */
  readonly history: readonly string[];
  readonly setMs: number;
  readonly mustChange: boolean;
}

/**
 * Passwords and security tokens of the org's users, in the clear: tests ask for them, and nothing here is a real
 * secret. A user has no password until one is set.
 */
export class PasswordVault {
  readonly #records = new Map<string, PasswordRecord>();
  readonly #securityTokens = new Map<string, string>();
  readonly #policy: PasswordPolicy;
  readonly #nowMs: () => number;

  constructor(policy: PasswordPolicy, nowMs: () => number) {
    this.#policy = policy;
    this.#nowMs = nowMs;
  }

  passwordOf(userId: string): string | undefined {
    return this.#records.get(userId)?.current;
  }

  /** True for a password that must be changed before its user can work. */
  isExpired(userId: string): boolean {
    const record = this.#records.get(userId);
    if (!record) return false;
    const { expiresAfterDays } = this.#policy;
    const aged = expiresAfterDays > 0 && this.#nowMs() - record.setMs > expiresAfterDays * DAY_MS;
    return record.mustChange || aged;
  }

  /** @throws ApiError INVALID_NEW_PASSWORD against the policy, UNKNOWN_EXCEPTION for one used before */
  change(userId: string, username: string, password: string): void {
    const { minLength, lettersAndNumbers, historyCount } = this.#policy;
    if (password.length < minLength) throw passwordErrors.tooShort(minLength);
    if (lettersAndNumbers && !(/\p{L}/u.test(password) && /\d/.test(password))) {
      throw passwordErrors.needsLettersAndNumbers();
    }
    if (password.toLowerCase().includes(username.toLowerCase())) throw passwordErrors.containsUsername();
    const used = this.#records.get(userId)?.history.slice(0, historyCount) ?? [];
    if (used.includes(password)) throw passwordErrors.repeated();
    this.put(userId, password, false);
  }

  /** Sets a generated password, which its user has to change, and returns it. */
  reset(userId: string): string {
    const password = randomPassword(this.#policy.minLength);
    this.put(userId, password, true);
    return password;
  }

  /** Sets a password without asking the policy. */
  put(userId: string, password: string, mustChange: boolean): void {
    const history = this.#records.get(userId)?.history ?? [];
    this.#records.set(userId, {
      current: password,
      history: [password, ...history].slice(0, Math.max(1, this.#policy.historyCount)),
      setMs: this.#nowMs(),
      mustChange,
    });
  }

  /** Everything, to be saved with the org. */
  dump(): VaultContent {
    return { records: [...this.#records], securityTokens: [...this.#securityTokens] };
  }

  restore({ records, securityTokens }: VaultContent): void {
    for (const [userId, record] of records) this.#records.set(userId, record);
    for (const [userId, token] of securityTokens) this.#securityTokens.set(userId, token);
  }

  issueSecurityToken(userId: string, token: string): void {
    this.#securityTokens.set(userId, token);
  }

  /**
   * True when the text of a login is the user's password, followed by the security token if one was issued.
   *
   * @param tokenOptional accepts the bare password also from users with a token, as from a trusted network
   */
  accepts(userId: string, given: string, tokenOptional: boolean): boolean {
    const password = this.passwordOf(userId);
    if (password === undefined) return false;
    const token = this.#securityTokens.get(userId);
    if (token === undefined || tokenOptional) {
      if (given === password) return true;
    }
    return token !== undefined && given === password + token;
  }
}
