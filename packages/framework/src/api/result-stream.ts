/**
 * The results of a search or a sync: pulled one by one, so that not asking is back pressure. Leaving the loop early,
 * by break, return or throw, ends the operation down to the target. `result` is what the operation says at its end;
 * undefined until then.
 */
export class ResultStream<T, R> implements AsyncIterableIterator<T> {
  readonly #source: AsyncGenerator<T, R, void>;
  #result: R | undefined;

  constructor(source: AsyncGenerator<T, R, void>) {
    this.#source = source;
  }

  get result(): R | undefined {
    return this.#result;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    const step = await this.#source.next();
    if (!step.done) return step;
    if (step.value !== undefined) this.#result = step.value;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    await this.#source.return(undefined as R);
    return { done: true, value: undefined };
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
