import { Command, Option } from 'commander';
import { CONFIGURATION_FILE } from '../../server/places.js';
import type { SetKeyOptions } from '../../server/set-key.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from './exit.js';

export function setKeyCommand(terminal: Terminal, exit: Exit): Command {
  return new Command('set-key')
    .description(
      'Change the key of a client in the configuration; only its hash is stored. The key comes from a prompt, or from ' +
        'standard input. A running server takes it over.',
    )
    .option('-c, --config <file>', 'the configuration', CONFIGURATION_FILE)
    .option('--client <name>', 'whose key; may be left out where there is one client')
    .option('--create', 'add the client if it is not there', false)
    .addOption(new Option('--add', 'keep the former key good beside the new one').default(false))
    .addOption(
      new Option('--keep-newest', 'set no key, but drop all except the newest one')
        .default(false)
        .conflicts(['add', 'create', 'keyFile', 'generate']),
    )
    .addOption(new Option('--key-file <file>', 'read the key from a file').conflicts('generate'))
    .option('--generate', 'make up a key and print it')
    .addHelpText(
      'after',
      `
To change the key of a platform without a gap:
  $ icf server set-key --client midpoint --add
  … give the platform the new key …
  $ icf server set-key --client midpoint --keep-newest
`,
    )
    .action(async (options: SetKeyOptions) => {
      const { setKey } = await import('../../server/set-key.js');
      exit(await setKey(options, terminal));
    });
}
