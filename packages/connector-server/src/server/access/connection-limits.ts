import type { ConnectionRefusal } from '../server-events.js';
import { addressGroup } from './address-group.js';

/** Counts connections, in all and by address, from before a handshake until they are gone. */
export class ConnectionLimits {
  readonly #max: number;
  readonly #maxPerAddress: number;
  readonly #byAddress = new Map<string, number>();
  #open = 0;

  /** `maxPerAddress` 0: no limit of its own. */
  constructor(max: number, maxPerAddress: number) {
    this.#max = max;
    this.#maxPerAddress = maxPerAddress;
  }

  /** Why one more is too many; undefined when it has been counted in, and must `leave`. */
  enter(address: string): ConnectionRefusal | undefined {
    if (this.#open >= this.#max) return 'too many connections';
    if (this.#maxPerAddress > 0) {
      const group = addressGroup(address);
      const ofAddress = this.#byAddress.get(group) ?? 0;
      if (ofAddress >= this.#maxPerAddress) return 'too many connections of this address';
      this.#byAddress.set(group, ofAddress + 1);
    }
    this.#open++;
    return undefined;
  }

  leave(address: string): void {
    this.#open--;
    if (this.#maxPerAddress === 0) return;
    const group = addressGroup(address);
    const ofAddress = this.#byAddress.get(group) ?? 0;
    if (ofAddress > 1) this.#byAddress.set(group, ofAddress - 1);
    else this.#byAddress.delete(group);
  }
}
