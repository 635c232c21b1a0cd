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

export interface Interruption {
  /**
   * Aborted, with an Interrupted, when the process is told to stop: the command then ends its calls and what it
   * prints. Being told again ends the process at once.
   */
  readonly signal: AbortSignal;
  /** Leaves signals to their default again. */
  release(): void;
}

/** Listens to the signals that tell a command to stop. */
export function interruption(): Interruption {
  const controller = new AbortController();
  const listener = (name: (typeof STOPPING)[number]): void => {
    const reason = new Interrupted(name);
    if (controller.signal.aborted) process.exit(reason.exitCode);
    controller.abort(reason);
  };
  for (const name of STOPPING) process.on(name, listener);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of STOPPING) process.off(name, listener);
    },
  };
}
