/** A command of a README, and what the README says that it prints. */
export interface ReadmeCommand {
  /** As a shell takes it. */
  readonly text: string;
  readonly expected: readonly string[];
}

const BLOCK = /^```console\n(.*?)^```$/gms;
const PROMPT = '$ ';

/**
 * The commands in the ```console blocks of a README, in their order. A line that begins with `$ ` is a command, goes on
 * in the next line where it ends with a backslash, and is followed by what it prints.
 */
export function readmeCommands(readme: string): readonly ReadmeCommand[] {
  return [...readme.replaceAll('\r\n', '\n').matchAll(BLOCK)].flatMap(([, block]) => commandsOf(block!));
}

function commandsOf(block: string): readonly ReadmeCommand[] {
  const commands: { text: string; expected: string[] }[] = [];
  let goesOn = false;
  for (const line of block.replace(/\n$/, '').split('\n')) {
    const last = commands.at(-1);
    if (goesOn && last) last.text += `\n${line}`;
    else if (line.startsWith(PROMPT)) commands.push({ text: line.slice(PROMPT.length), expected: [] });
    else if (last) last.expected.push(line);
    else throw new Error(`A console block of the README begins with what is no command: ${line}`);
    goesOn = line.endsWith('\\') && (goesOn || line.startsWith(PROMPT));
  }
  return commands;
}
