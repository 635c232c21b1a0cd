import { dirname } from 'node:path';
import { isConnectorException } from '@icf-ts/framework';
import { HostedFile, type ConfigurationSource } from '@icf-ts/connector-server/hosting';
import { onSignals } from '../terminal/on-signals.js';
import type { Terminal } from '../terminal/terminal.js';
import { BESIDE_US } from './places.js';

/** Returns the exit code when the server has been told to stop, and has. */
export async function runServer(source: ConfigurationSource, terminal: Terminal): Promise<number> {
  let hosted: HostedFile | undefined;
  // From the first moment: who stops a server that is just starting does not want it to go on.
  const signals = onSignals({ reload: () => void hosted?.reload() });
  try {
    hosted = await HostedFile.start(source, { installedBeside: [dirname(source.file), BESIDE_US] });
  } catch (error) {
    signals.release();
    terminal.writeError(`${startProblem(error, source.file)}\n`);
    return 1;
  }
  await signals.stop;
  await hosted.close();
  signals.release();
  return 0;
}

/** What to tell an operator. @throws what is a defect, whose stack is wanted */
function startProblem(error: unknown, file: string): string {
  if (isConnectorException(error)) return error.message;
  const { code, address, port, syscall } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  const problem = syscall === 'listen' && code !== undefined ? LISTENING[code] : undefined;
  if (!problem) throw error;
  return `${file}: It cannot listen on ${address}, port ${port}: ${problem}`;
}

const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken. Stop what has it, or choose another port.',
  EACCES: 'this user may not have that port. Choose one above 1023.',
  EADDRNOTAVAIL: 'this machine has no such address.',
  ENOTFOUND: 'there is no host of that name.',
};
