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

/**
 * A signal that is aborted, with an Interrupted, when the process is told to stop: the command then ends its calls and
 * what it prints. Being told again ends the process at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of STOPPING) {
    process.on(name, () => {
      const reason = new Interrupted(name);
      if (controller.signal.aborted) process.exit(reason.exitCode);
      controller.abort(reason);
    });
  }
  return controller.signal;
}
