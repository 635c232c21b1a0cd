import type { Command } from 'commander';
import { namesFor, type NameKind } from './names.js';

/** One command as completion sees it. */
export interface Node {
  /** The words after `icf`, e.g. `['server', 'run']`; none for `icf` itself. */
  readonly path: readonly string[];
  readonly children: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly OptionNode[];
  /** Words that may stand for the first argument. */
  readonly words: readonly string[];
  /** Or names of the nearest icf.yaml. */
  readonly names?: NameKind | undefined;
}

export interface OptionNode {
  readonly long: string;
  readonly short?: string | undefined;
  readonly about: string;
  /** Takes a value: one of these, as far as they are known. */
  readonly values?: readonly string[];
  readonly names?: NameKind | undefined;
  /** Takes a file or a folder. */
  readonly isFile: boolean;
}

const FILES = /<(file|folder|path|dir)>/;

/** Every command with its options, from the table of commands itself. */
export function commandTree(
  command: Command,
  path: readonly string[],
  words: (name: string) => readonly string[],
): readonly Node[] {
  const children = command.commands.map((child) => ({ name: child.name(), about: child.description() }));
  const options = command
    .createHelp()
    .visibleOptions(command)
    .map((option): OptionNode => ({
      long: option.long!,
      short: option.short,
      about: option.description,
      ...(option.required || option.optional ? { values: option.argChoices ?? [] } : {}),
      names: namesFor(option.long),
      isFile: FILES.test(option.flags),
    }));
  const takes = command.registeredArguments.at(0)?.name();
  return [
    { path, children, options, words: takes === undefined ? [] : words(takes), names: namesFor(takes) },
    ...command.commands.flatMap((child) => commandTree(child, [...path, child.name()], words)),
  ];
}
