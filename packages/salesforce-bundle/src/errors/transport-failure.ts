import { say, type Words } from '../words/text.js';

/**
 * Why no answer came. With `connect` nothing was sent, so the call certainly had no effect, and with `proxy` neither,
 * because a proxy refused; `stale` is a connection that was kept from an earlier call and broke.
 */
export type FailureKind = 'connect' | 'proxy' | 'broken' | 'stale' | 'timeout' | 'redirect' | 'too-large';

/** A call that ended without an answer of Salesforce. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly kind: FailureKind;
  /** The message, before it was put into English. */
  readonly words: Words;

  constructor(kind: FailureKind, words: Words, cause?: unknown) {
    super(say(words), cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.words = words;
  }
}
