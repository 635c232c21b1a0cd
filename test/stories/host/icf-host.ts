// A process that runs `icf` command lines one after the other: loading the command takes longer than most commands do.
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { runIcf } from 'icf-ts/dist/run-icf.js';
import { showWarnings } from 'icf-ts/dist/terminal/show-warnings.js';
import type { HostAnswer, HostCall } from './protocol.js';

let tell: (answer: HostAnswer) => void = () => undefined;
showWarnings({ writeError: (err) => tell({ err }) });

const server = createServer((socket) => void serve(socket));
server.listen(process.argv[2], () => process.send?.('ready'));
// Whoever started the host is gone.
process.once('disconnect', () => process.exit());

async function serve(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  for await (const line of createInterface({ input: socket })) {
    const { args, cwd, environment } = JSON.parse(line) as HostCall;
    process.chdir(cwd);
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
    tell = (answer) => void socket.write(`${JSON.stringify(answer)}\n`);
    const exitCode = await runIcf(args, {
      colour: false,
      write: (out) => tell({ out }),
      writeError: (err) => tell({ err }),
      ready: () => Promise.resolve(),
    });
    // Warnings are told a turn later.
    await new Promise(setImmediate);
    tell({ exitCode });
    socket.end();
    return;
  }
}
