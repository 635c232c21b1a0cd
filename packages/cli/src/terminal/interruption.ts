import { constants } from 'node:os';

const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a command ends with that was told to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: (typeof STOPPING)[number]) {
    super('Stopped, as told; what was printed is not all there is.');
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** Whether a command that ended with that was told to stop. */
export const endedBySignal = (exitCode: number): boolean =>
  STOPPING.some((name) => exitCode === new Interrupted(name).exitCode);

/**
 * Does work with a signal that is aborted, with an Interrupted, when the process is told to stop: the work then ends its
 * calls and what it prints. Being told again ends the process at once. Afterwards signals have their default again.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const listener = (name: (typeof STOPPING)[number]): void => {
    const reason = new Interrupted(name);
    if (controller.signal.aborted) process.exit(reason.exitCode);
    controller.abort(reason);
  };
  for (const name of STOPPING) process.on(name, listener);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of STOPPING) process.off(name, listener);
  }
}
