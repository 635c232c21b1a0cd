import type { Call } from '../call.js';

/** One concern of every call: what to do before the connector is asked, and what afterwards whatever happened. */
export interface Step {
  readonly name: string;
  enter?(call: Call): void | Promise<void>;
  leave?(call: Call): void | Promise<void>;
}
