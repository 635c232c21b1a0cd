import { existsSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// The collector is asked for at run time, so that the test measures the same under every command line.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use after the garbage is gone: heap and buffers. */
export function memoryInUse(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const DESCRIPTORS = '/proc/self/fd';

/** Sockets, servers and timers that keep the process alive, and, where the system tells, open descriptors. */
export function openResources(): string {
  const open = process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS).*Wrap$|^Timeout$/.test(name));
  const descriptors = existsSync(DESCRIPTORS) ? readdirSync(DESCRIPTORS).length : 0;
  return `${open.sort().join(', ')} and ${descriptors} descriptors`;
}
