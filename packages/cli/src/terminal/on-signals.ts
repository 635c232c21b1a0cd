import { constants } from 'node:os';

const STOPPING = ['SIGINT', 'SIGTERM'] as const;

export interface Signals {
  /** Resolves when the process is told to stop. Being told again ends it at once, with 128 and the signal's number. */
  readonly stop: Promise<void>;
  /** Leaves signals to their default again. */
  release(): void;
}

/** Listens to the signals that a service is told by. */
export function onSignals({ reload }: { readonly reload: () => void }): Signals {
  let told = false;
  let resolve: () => void;
  const stop = new Promise<void>((done) => (resolve = done));
  const listener = (name: (typeof STOPPING)[number]): void => {
    if (told) process.exit(128 + constants.signals[name]);
    told = true;
    resolve();
  };
  for (const name of STOPPING) process.on(name, listener);
  process.on('SIGHUP', reload);
  return {
    stop,
    release: () => {
      for (const name of STOPPING) process.off(name, listener);
      process.off('SIGHUP', reload);
    },
  };
}
