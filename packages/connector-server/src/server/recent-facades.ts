import type { ConnectorKey } from '@icf-ts/framework';

interface Recent<T> {
  readonly connector: ConnectorKey;
  readonly facadeKey: string;
  readonly facade: T;
}

/** So many platforms, or resources of one, take turns before the keys of all are hashed again. */
const MAX_RECENT = 4;
/** Longer keys are hashed every time. */
const MAX_LENGTH = 16 * 1024;

/**
 * The facades asked for last, by the very text of their keys: every request brings its key, and most often it is the one
 * that came before, which is compared sooner than hashed. The secrets in it are those of the facade's configuration, and
 * are kept no longer than the facade.
 */
export class RecentFacades<T> {
  #recent: readonly Recent<T>[] = [];

  find(connector: ConnectorKey, facadeKey: string): T | undefined {
    for (const known of this.#recent) {
      if (known.facadeKey === facadeKey && known.connector.equals(connector)) return known.facade;
    }
    return undefined;
  }

  remember(connector: ConnectorKey, facadeKey: string, facade: T): void {
    if (facadeKey.length > MAX_LENGTH) return;
    this.#recent = [{ connector, facadeKey, facade }, ...this.#recent.slice(0, MAX_RECENT - 1)];
  }

  forget(facade: T): void {
    this.#recent = this.#recent.filter((known) => known.facade !== facade);
  }
}
