import type { ConnectorException } from '../common/errors/exceptions.js';
import type { LocalConnectorFacade } from '../runtime/local-facade.js';

/**
 * The facades of one connector that are not disposed yet, so that all of them can be ended when their bundle goes. They
 * are held strongly: what a facade has opened must be closed then, even if its owner has forgotten it.
 */
export class OpenFacades {
  readonly #facades = new Set<LocalConnectorFacade>();
  #refusal: (() => ConnectorException) | undefined;

  /** @throws the reason given to `retire`, once that was called. */
  admit(): void {
    if (this.#refusal) throw this.#refusal();
  }

  add(facade: LocalConnectorFacade): LocalConnectorFacade {
    this.#facades.add(facade);
    void facade.whenDisposed.then(() => this.#facades.delete(facade));
    return facade;
  }

  /** Refuses new facades and calls from now on; resolves when the running calls have ended and all is released. */
  async retire(refusal: () => ConnectorException): Promise<readonly unknown[]> {
    this.#refusal ??= refusal;
    const ends = await Promise.allSettled([...this.#facades].map((facade) => facade.dispose(this.#refusal)));
    return ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  }
}
