import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process that runs the command lines of a story. */
export interface IcfHost {
  /** The shell's words for `icf`. */
  readonly command: readonly string[];
  close(): Promise<void>;
}

/** @param folder where its socket goes: a short path, for sockets have no long ones. */
export async function startHost(folder: string): Promise<IcfHost> {
  const socket = join(folder, 'icf.sock');
  const child = fork(join(import.meta.dirname, 'icf-host.js'), [socket], {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error('The process that runs icf has ended.'))),
  ]);
  return {
    command: [process.execPath, join(import.meta.dirname, 'icf-client.js'), socket],
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
}
