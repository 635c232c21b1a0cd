import type { OperationOptions } from '@icf-ts/framework';
import { describe } from './describe.js';

let entries: string[] = [];
const gates = new Set<() => void>();
let arrivals = 0;

/** What an operation without options shows of its caller's locale. */
export const NO_LOCALE = 'no locale';

/** Writes down what a connector was asked. The same text as Journal.java's. */
export function journal(options: OperationOptions | undefined, operation: string, ...args: unknown[]): void {
  entries.push(
    `[${options?.locale?.toString() ?? NO_LOCALE}] ${operation}(${args.map(describe).join(', ')})`,
  );
}

export function takeJournal(): readonly string[] {
  const taken = entries;
  entries = [];
  return taken;
}

/** Waits until a script opens the gate, or nobody waits for the answer any more. */
export const waitAtGate = ({ signal }: OperationOptions): Promise<void> =>
  new Promise((resolve) => {
    const pass = (): void => {
      gates.delete(pass);
      signal?.removeEventListener('abort', pass);
      resolve();
    };
    gates.add(pass);
    arrivals++;
    signal?.addEventListener('abort', pass);
  });

/** How many have come to the gate since it was last opened. */
export const waiting = (): number => arrivals;

export function openGate(): void {
  arrivals = 0;
  for (const pass of [...gates]) pass();
}
