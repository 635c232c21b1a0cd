import type { Command } from 'commander';

/** One command as completion sees it. */
export interface Node {
  /** The words after `icf`, e.g. `['server', 'run']`; none for `icf` itself. */
  readonly path: readonly string[];
  readonly children: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly OptionNode[];
  /** Words that may stand for the first argument. */
  readonly words: readonly string[];
}

export interface OptionNode {
  readonly long: string;
  readonly short?: string | undefined;
  readonly about: string;
  /** Takes a value: one of these, or any file where the list is empty. */
  readonly values?: readonly string[];
}

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
    }));
  const takes = command.registeredArguments.at(0)?.name();
  return [
    { path, children, options, words: takes === undefined ? [] : words(takes) },
    ...command.commands.flatMap((child) => commandTree(child, [...path, child.name()], words)),
  ];
}
