const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken',
  EACCES: 'may not be used by this account',
};

const HIGHEST_PORT = 65_535;

/** A port that cannot be listened on: who wants it, and the option that chooses another. */
export class PortProblem extends Error {
  override readonly name = 'PortProblem';
  /** Arguments that get round it. */
  readonly wayOut: string;

  private constructor(reason: string, whose: string, option: string, port: number) {
    super(`Port ${port}, which the ${whose} wants, ${reason}.`);
    this.wayOut = `${option} ${port < HIGHEST_PORT ? port + 1 : 0}`;
  }

  /** The error of a listen call as a PortProblem, or the same error where it is about something else. */
  static of(error: unknown, whose: string, option: string, port: number): unknown {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    return reason ? new PortProblem(reason, whose, option, port) : error;
  }
}
