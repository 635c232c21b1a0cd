import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Terminal } from './terminal.js';

const INTERRUPTED = 130;

/**
 * A secret from standard input: asked for, without echo, where somebody sits there; else all that comes, without the
 * newline at its end. A new secret is asked for twice; undefined when the two differ.
 */
export async function readSecret(
  question: string,
  terminal: Terminal,
  times: 'once' | 'twice' = 'twice',
): Promise<string | undefined> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // Before anything is asked: from here on the terminal shows nothing of what is typed, and keeps it between questions.
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  lines.once('SIGINT', () => {
    lines.close();
    terminal.writeError('\n');
    process.exit(INTERRUPTED);
  });
  const answers = lines[Symbol.asyncIterator]();
  const ask = async (what: string): Promise<string> => {
    terminal.writeError(`${what}: `);
    const { value } = (await answers.next()) as { value?: string };
    terminal.writeError('\n');
    return value ?? '';
  };
  try {
    const first = await ask(question);
    if (times === 'once') return first;
    return (await ask(`${question}, again`)) === first ? first : undefined;
  } finally {
    lines.close();
  }
}
