import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Terminal } from './terminal.js';

/**
 * A secret from standard input: asked for twice, without echo, where somebody sits there; else all that comes, without
 * the newline at its end. Undefined when the two differ.
 */
export async function readSecret(question: string, terminal: Terminal): Promise<string | undefined> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const first = await ask(`${question}: `, terminal);
  const second = await ask(`${question}, again: `, terminal);
  return first === second ? first : undefined;
}

async function ask(question: string, terminal: Terminal): Promise<string> {
  terminal.writeError(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise<string>((resolve) => {
      lines.once('line', resolve);
      lines.once('SIGINT', () => {
        terminal.writeError('\n');
        process.exit(130);
      });
      lines.once('close', () => resolve(''));
    });
  } finally {
    lines.close();
    terminal.writeError('\n');
  }
}
