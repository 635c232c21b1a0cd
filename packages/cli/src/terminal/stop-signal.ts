const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal that is aborted when the process is told to stop. The process then ends when its work is cleaned up; being
 * told again changes nothing, so the listeners stay until the end.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of STOP_SIGNALS)
    process.on(name, () => controller.abort(new Error(`told to stop by ${name}`)));
  return controller.signal;
}

/** Resolves when the signal is aborted. Does not keep the process alive. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
