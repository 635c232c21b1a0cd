import { Argument, Command, Option } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { CLASS_WORDS } from '../../values/object-class-name.js';
import { commandTree } from './command-tree.js';
import { NAMES, namesOf, type NameKind } from './names.js';
import { SHELLS } from './scripts.js';

export function completionCommand(terminal: Terminal, _exit: unknown, program: Command): Command {
  return (
    new Command('completion')
      .description('Print a script that completes commands and options in a shell.')
      .addArgument(new Argument('<shell>', 'which one').choices(Object.keys(SHELLS)))
      // What the script asks for at a key.
      .addOption(new Option('--names <kind>').choices(Object.keys(NAMES)).hideHelp())
      .addHelpText(
        'after',
        `
To have it in every shell:
  bash  echo 'source <(icf completion bash)' >> ~/.bashrc
  zsh   echo 'source <(icf completion zsh)' >> ~/.zshrc      after compinit
  fish  icf completion fish > ~/.config/fish/completions/icf.fish
`,
      )
      .action(async (shell: keyof typeof SHELLS, { names }: { readonly names?: NameKind }) => {
        if (names !== undefined) terminal.write((await namesOf(names)).map((name) => `${name}\n`).join(''));
        else terminal.write(SHELLS[shell](commandTree(program, [], wordsOf)));
      })
  );
}

const wordsOf = (argument: string): readonly string[] => {
  if (argument === 'shell') return Object.keys(SHELLS);
  return argument === 'class' ? Object.keys(CLASS_WORDS) : [];
};
