import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// The collector is asked for at run time, so that the tests measure the same under every command line.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use after the garbage is gone: heap and buffers. */
export function memoryInUse(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
