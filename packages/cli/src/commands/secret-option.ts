import { Option } from 'commander';

/** `--secret`, as often as there are secrets; `what` is how the place of one is called. */
export const secretOption = (what: 'NAME' | 'PATH'): Option =>
  new Option(
    '--secret <source>',
    `a secret: ${what}=env:VARIABLE, ${what}=file:FILE, or ${what}, which is asked for, or read from standard input`,
  )
    .argParser((text: string, former: readonly string[]) => [...former, text])
    .default([], 'none');
