import type { ConnectorConstructor } from '@icf-ts/framework';

/** A copy of the memory connector with one mistake that an author could make. */
export interface Mutant {
  readonly name: string;
  readonly connector: ConnectorConstructor;
}

/** Changes what a generator yields (several items, one or none for each) and what it returns. */
export async function* through<T, R>(
  source: AsyncGenerator<T, R, void>,
  items: (item: T, index: number) => readonly T[],
  result: (result: R) => R = (same) => same,
): AsyncGenerator<T, R, void> {
  let index = 0;
  try {
    for (;;) {
      const step = await source.next();
      if (step.done) return result(step.value);
      yield* items(step.value, index++);
    }
  } finally {
    await source.return(undefined as R);
  }
}
