import { once } from 'node:events';

/** Where a command prints. */
export interface Terminal {
  /** Whether colours are wanted. */
  readonly colour: boolean;
  write(text: string): void;
  writeError(text: string): void;
  /** Resolves when there is room for more to write: who awaits it keeps memory flat. */
  ready(): Promise<void>;
  /** Where standard error is a terminal: it can show a bar. */
  readonly progress?: { readonly isTTY: boolean; readonly columns?: number | undefined };
  /** Columns of the window; undefined where there is none. */
  readonly columns?: number | undefined;
}

/** The terminal of this process: colours only for a reader that is one and has not declined them. */
export function processTerminal(): Terminal {
  // A reader such as `head` may leave early; then there is nobody left to print for.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const { NO_COLOR: declined, TERM: type } = process.env;
  return {
    colour: process.stdout.isTTY === true && !declined && type !== 'dumb',
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    ready: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    progress: { isTTY: process.stderr.isTTY === true, columns: process.stderr.columns },
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}
