/**
 * The results of a search or a sync: pulled one by one, so that not asking is back pressure. Leaving the loop early,
 * by break, return or throw, ends the operation down to the target. `result` is what the operation says at its end;
 * undefined until then.
 */
export class ResultStream<T, R> implements AsyncIterableIterator<T, undefined> {
  readonly #source: AsyncGenerator<T, undefined, void>;
  #result: R | undefined;

  /** `begin` makes the generator, which reports its result before it ends: no wrapper stands between it and the reader. */
  constructor(begin: (report: (result: R) => void) => AsyncGenerator<T, undefined, void>) {
    this.#source = begin((result) => (this.#result = result));
  }

  /** The stream of a generator that returns its result. */
  static of<T, R>(source: AsyncGenerator<T, R, void>): ResultStream<T, R> {
    return new ResultStream(async function* (report) {
      report(yield* source);
      return undefined;
    });
  }

  get result(): R | undefined {
    return this.#result;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    return this.#source.next();
  }

  return(): Promise<IteratorResult<T, undefined>> {
    return this.#source.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Reads to the end. For results known to be few: everything is kept in memory. */
  async toArray(): Promise<T[]> {
    const all: T[] = [];
    for await (const item of this) all.push(item);
    return all;
  }
}
