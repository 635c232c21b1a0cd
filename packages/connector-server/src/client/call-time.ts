import { OperationTimeoutException } from '@icf-ts/framework';

/** One signal for the caller's abort and the operation's time limit. `end` releases what watches the two. */
export class CallTime {
  readonly #stop: () => void = () => undefined;
  readonly signal: AbortSignal | undefined;

  /** `what` names the call in messages. A limit of 0 or below is none. */
  constructor(what: string, limitMs: number, outer: AbortSignal | undefined) {
    if (limitMs <= 0 && !outer) return;
    const controller = new AbortController();
    this.signal = controller.signal;
    const onAbort = (): void => controller.abort(reasonFor(what, outer!.reason));
    if (outer?.aborted) {
      onAbort();
      return;
    }
    outer?.addEventListener('abort', onAbort, { once: true });
    const late = (): void =>
      controller.abort(
        new OperationTimeoutException(`${what} did not end within its limit of ${limitMs} ms.`),
      );
    const timer = limitMs > 0 ? setTimeout(late, limitMs) : undefined;
    this.#stop = () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    };
  }

  end(): void {
    this.#stop();
  }
}

/** A caller's own time-out is a time-out to ICF; any other abort reaches the caller as it was given. */
const reasonFor = (what: string, reason: unknown): unknown =>
  reason instanceof Error && reason.name === 'TimeoutError'
    ? new OperationTimeoutException(`${what} did not end within the caller's time limit.`, { cause: reason })
    : reason;
