export interface Bounds {
  /** Items that may be under way at once, the one that the caller has in hand included; at least 1. */
  readonly parallel: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Works on several items of a source at once, and hands the results on in the order of the source. An item is begun once
 * the one `parallel` before it has been dealt with by the caller, so memory is bounded. Where one fails, those before it
 * are still handed on; then the error is thrown, after the ones behind it were told to stop and have ended.
 */
export async function* inOrder<Item, Result>(
  sourceOf: (signal: AbortSignal) => AsyncGenerator<Item, void, void>,
  { parallel, signal }: Bounds,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const source = sourceOf(either);
  const queue: Promise<{ readonly result: Result } | undefined>[] = [];
  let hasMore = true;
  const begin = async (): Promise<{ readonly result: Result } | undefined> => {
    try {
      const next = await source.next();
      if (!next.done) return { result: await work(next.value, either) };
    } catch (error) {
      hasMore = false;
      throw error;
    }
    hasMore = false;
    return undefined;
  };
  try {
    for (;;) {
      while (hasMore && queue.length < parallel) {
        const begun = begin();
        // It is told where its turn comes.
        begun.catch(() => undefined);
        queue.push(begun);
      }
      const head = await queue.shift();
      if (!head) return;
      yield head.result;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(queue);
    await source.return();
  }
}

/** As {@link inOrder} with nothing to do: the next items are fetched while the caller works on one. */
export const readAhead = <Item>(
  sourceOf: (signal: AbortSignal) => AsyncGenerator<Item, void, void>,
  bounds: Bounds,
): AsyncGenerator<Item, void, void> => inOrder(sourceOf, bounds, (item) => Promise.resolve(item));

/** What a job says of it, or the default. @throws RangeError for less than one. */
export function boundOf(parallel: number | undefined, byDefault: number): number {
  const bound = parallel ?? byDefault;
  if (!Number.isInteger(bound) || bound < 1) {
    throw new RangeError(`The job's parallel is ${bound}; it must be a whole number from 1.`);
  }
  return bound;
}
