/** What a client sends the host: one command line. */
export interface HostCall {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What the host answers, one document a line; the last one has the exit code. */
export type HostAnswer = { readonly out: string } | { readonly err: string } | { readonly exitCode: number };
