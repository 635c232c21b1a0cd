/** Why an identity could not be written, or looked for. */
export type IdentityProblem =
  | 'unknown-type'
  | 'unknown-identity'
  | 'changed-meanwhile'
  | 'no-object'
  | 'no-key'
  | 'no-text'
  | 'bad-secret'
  | 'secret'
  | 'exists';

/** The caller asks for what cannot be done; nothing was written. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
  readonly problem: IdentityProblem;

  constructor(problem: IdentityProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
