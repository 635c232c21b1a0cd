/** Yields something else for each thing, and returns what the source does; a consumer who leaves closes the source. */
export async function* mapped<T, U, R>(
  source: AsyncGenerator<T, R, void>,
  to: (item: T) => U,
): AsyncGenerator<U, R, void> {
  try {
    let next = await source.next();
    for (; !next.done; next = await source.next()) yield to(next.value);
    return next.value;
  } finally {
    await source.return(undefined as R);
  }
}
