// ConnId's stock Java client in a process of its own, told by lines what to do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const LOGGER =
  '-Dorg.identityconnectors.common.logging.class=org.identityconnectors.common.logging.impl.JDKLogger';

export function startJavaClient({ java, clientClassPath }, key) {
  const child = spawn(java, [LOGGER, '-cp', clientClassPath, 'icfts.bench.BenchClient', key], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk) => (log = (log + chunk).slice(-4000)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(port, work, count, callers) {
      child.stdin.write(`${port} ${work} ${count} ${callers}\n`);
      const { value, done } = await lines.next();
      const answer = done ? { error: 'it ended' } : JSON.parse(value);
      if (answer.error) throw new Error(`the Java client failed: ${answer.error}\n${log}`);
      return { ms: answer.nanos / 1e6, objects: answer.objects, sum: answer.sum };
    },
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
