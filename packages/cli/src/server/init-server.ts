import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hashKey } from '@icf-ts/connector-server';
import type { Terminal } from '../terminal/terminal.js';
import { firstConfiguration } from './first-configuration.js';
import { newKey } from './new-key.js';
import { CONFIGURATION_FILE } from './places.js';

/** Returns the exit code. */
export async function initServer(folder: string, terminal: Terminal): Promise<number> {
  const file = join(folder, CONFIGURATION_FILE);
  if (existsSync(file)) {
    terminal.writeError(
      `${file} is there already, and stays as it is. A new key: icf server set-key -c ${file}\n`,
    );
    return 1;
  }
  const key = newKey();
  const bundles = join(folder, 'bundles');
  try {
    await mkdir(bundles, { recursive: true });
    // The hash of a key is nothing to show around.
    await writeFile(file, firstConfiguration(await hashKey(key)), { flag: 'wx', mode: 0o640 });
  } catch (error) {
    terminal.writeError(`${folder} cannot be written to: ${(error as Error).message}\n`);
    return 1;
  }
  const option = relative('.', file) === CONFIGURATION_FILE ? '' : ` -c ${file}`;
  terminal.write(`${file}\n${bundles}/\n
The key that platforms show to this server. It is not stored, and not shown again:

  ${key.access((clear) => clear)}

Next:
  icf server check${option}
  icf server run${option}
`);
  return 0;
}
