import { Argument, Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { CLASS_WORDS } from '../../values/object-class-name.js';
import { commandTree } from './command-tree.js';
import { SHELLS } from './scripts.js';

export function completionCommand(terminal: Terminal, _exit: unknown, program: Command): Command {
  return new Command('completion')
    .description('Print a script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>', 'which one').choices(Object.keys(SHELLS)))
    .addHelpText(
      'after',
      `
To have it in every shell:
  bash  echo 'source <(icf completion bash)' >> ~/.bashrc
  zsh   echo 'source <(icf completion zsh)' >> ~/.zshrc      after compinit
  fish  icf completion fish > ~/.config/fish/completions/icf.fish
`,
    )
    .action((shell: keyof typeof SHELLS) => {
      terminal.write(SHELLS[shell](commandTree(program, [], wordsOf)));
    });
}

const wordsOf = (argument: string): readonly string[] => {
  if (argument === 'shell') return Object.keys(SHELLS);
  return argument === 'class' ? Object.keys(CLASS_WORDS) : [];
};
