import { hash, randomBytes } from 'node:crypto';
import { GuardedString } from '@icf-ts/framework';
import { decryptString } from './guarded.js';

/** Known to this process alone, and to nothing that outlives it. */
const SECRET = randomBytes(32);
const EMPTY = Buffer.alloc(0);

/**
 * The key of a request as it came: decrypted when somebody wants its text. The cipher is the same for everybody and
 * always, so the same cipher text is the same key. Whoever has found a key good remembers its mark and need neither
 * decrypt nor hash it when it comes again.
 */
export class ShownKey extends GuardedString {
  #cipherText: Uint8Array;
  #opened: GuardedString | undefined;
  #mark: string | undefined;

  /** Keeps the bytes. */
  constructor(cipherText: Uint8Array) {
    super('');
    this.#cipherText = cipherText;
  }

  /** @throws ProtocolError where the cipher text is none */
  override access<R>(use: (clear: string) => R): R {
    this.#opened ??= decryptString(this.#cipherText);
    return this.#opened.access(use);
  }

  override dispose(): void {
    this.#opened?.dispose();
    this.#cipherText.fill(0);
    this.#cipherText = EMPTY;
  }

  /**
   * What stands for the key in memory: neither the key nor a hash that anybody could try keys against later. Because the
   * hash begins with a secret, nobody can choose keys by their marks: how long two marks take to compare tells nothing.
   */
  get mark(): string {
    return (this.#mark ??= hash('sha256', Buffer.concat([SECRET, this.#cipherText]), 'base64'));
  }
}
