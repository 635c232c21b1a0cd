import { timingSafeEqual } from 'node:crypto';
import type { ConnectorKey } from '@icf-ts/framework';

interface Recent<T> {
  readonly connector: ConnectorKey;
  /** Of the facade key; wiped when it is forgotten. */
  readonly bytes: Buffer;
  readonly facade: T;
}

/** So many platforms, or resources of one, take turns before the keys of all are hashed again. */
const MAX_RECENT = 4;
/** Longer keys are hashed every time. */
const MAX_BYTES = 16 * 1024;

/**
 * The facades asked for last, by the very bytes of their keys: every request brings its key, and most often the one that
 * came before, which is compared sooner than hashed. How long that takes tells nothing of a key but its length.
 */
export class RecentFacades<T> {
  #recent: Recent<T>[] = [];

  find(connector: ConnectorKey, facadeKey: string): T | undefined {
    let bytes: Buffer | undefined;
    for (const known of this.#recent) {
      if (known.bytes.length !== facadeKey.length || !known.connector.equals(connector)) continue;
      bytes ??= bytesOf(facadeKey);
      if (bytes?.length !== known.bytes.length) return undefined;
      if (timingSafeEqual(bytes, known.bytes)) return known.facade;
    }
    return undefined;
  }

  remember(connector: ConnectorKey, facadeKey: string, facade: T): void {
    const bytes = bytesOf(facadeKey);
    if (!bytes) return;
    this.#recent.unshift({ connector, bytes, facade });
    if (this.#recent.length > MAX_RECENT) this.#recent.pop()!.bytes.fill(0);
  }

  forget(facade: T): void {
    this.#recent = this.#recent.filter((known) => {
      if (known.facade !== facade) return true;
      known.bytes.fill(0);
      return false;
    });
  }
}

const bytesOf = (facadeKey: string): Buffer | undefined =>
  facadeKey.length <= MAX_BYTES ? Buffer.from(facadeKey, 'utf8') : undefined;
