/** A line that stands for any number of lines; within a line it stands for any text. */
const ANYTHING = '…';

/** What differs from run to run, and what stands for it in a comparison. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d(?::?\d\d)?)/g, '<time>'],
  [/https?:\/\/(?:127\.0\.0\.1:\d+|[\w.-]+\.my\.salesforce\.com)/g, '<org>'],
  [/\b[0a][0-9A-Za-z]{2}(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?\b/g, '<id>'],
  [/\b\d[\d,.]*(?: (?:ms|s|min)\b)(?: \d+ s\b)?/g, '<duration>'],
  [/\b\d[\d,.]*\/s\b/g, '<rate>'],
];

/**
 * What a README may leave out: progress, which is a bar on a terminal and lines of JSON elsewhere, and warnings, which
 * every command repeats.
 */
const ASIDE = /^(?:\{"event":"progress".*|[█░]+ .*|warning: .*)$/;

/** A line without what differs from run to run: ids, times, rates, the org's address, and the width of columns. */
export function normalised(line: string): string {
  const same = CHANGING.reduce((text, [found, name]) => text.replace(found, name), line);
  return same.replace(/ +/g, ' ').trimEnd();
}

/** The lines of what a command printed, without what a README may leave out. */
export const linesOf = (printed: string): readonly string[] =>
  printed
    .split('\n')
    .filter((line) => !ASIDE.test(line))
    .join('\n')
    .trim()
    .split('\n');

/** Whether a command printed what the README says; `…` in the README stands for what it leaves out. */
export function isAsExpected(printed: string, expected: readonly string[]): boolean {
  const lines = linesOf(printed).map(normalised).join('\n');
  const pattern = linesOf(expected.join('\n'))
    .map((line) =>
      line.trim() === ANYTHING
        ? '(?:.*\n)*?'
        : `${normalised(line).split(ANYTHING).map(escaped).join('.*')}\n`,
    )
    .join('');
  return new RegExp(`^${pattern}$`).test(`${lines}\n`);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
