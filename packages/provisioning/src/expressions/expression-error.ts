/** An expression that cannot be read, or that cannot be worked out for the data at hand. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** Where in the expression, counted from 0; undefined where that cannot be told. */
  readonly offset: number | undefined;

  constructor(message: string, offset?: number, options?: ErrorOptions) {
    super(message, options);
    this.offset = offset;
  }
}
