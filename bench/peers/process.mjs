// Starts the two ends of a peer as processes of their own and times what the client does there.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, 'main.mjs');
const ANSWER_MS = 120_000;

/** The child's next message; its end or its silence is an error. */
function answer(child) {
  return new Promise((resolve, reject) => {
    const settle = (finish) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
      finish();
    };
    const onMessage = (message) =>
      settle(() => (message.error ? reject(new Error(message.error)) : resolve(message)));
    const onExit = (code) =>
      settle(() => reject(new Error(`a process of the benchmark ended with code ${code}`)));
    const timer = setTimeout(
      () => settle(() => reject(new Error('a process of the benchmark is silent'))),
      ANSWER_MS,
    );
    child.on('message', onMessage).on('exit', onExit);
  });
}

/** `ICF_BENCH_EXEC_ARGV` reaches the children, for a profile of each: `--cpu-prof --cpu-prof-dir=profiles`. */
const execArgv = (process.env.ICF_BENCH_EXEC_ARGV ?? '').split(' ').filter(Boolean);

export async function startServer(peer) {
  const child = fork(MAIN, [peer, 'server'], { execArgv });
  const { port } = await answer(child);
  return { port, pid: child.pid, stop: () => stop(child) };
}

export async function startClient(peer, port) {
  const child = fork(MAIN, [peer, 'client', String(port)], { execArgv });
  await answer(child);
  return {
    pid: child.pid,
    async run(work, ...args) {
      const reply = answer(child);
      child.send({ work, args });
      return reply;
    },
    stop: () => stop(child),
  };
}

async function stop(child) {
  const exit = once(child, 'exit');
  child.disconnect();
  await exit;
}

export async function startPair(peer) {
  const server = await startServer(peer);
  const client = await startClient(peer, server.port);
  return {
    run: client.run,
    async stop() {
      await client.stop();
      await server.stop();
    },
  };
}
