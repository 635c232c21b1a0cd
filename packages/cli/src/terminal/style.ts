/** Terminal codes: on, off. */
const CODES = {
  good: [32, 39],
  bad: [31, 39],
  faint: [2, 22],
  strong: [1, 22],
} as const;

/** Marks a text for a terminal that shows colours; for any other it stays as it is. */
export type Style = (kind: keyof typeof CODES, text: string) => string;

export const styleFor =
  (colour: boolean): Style =>
  (kind, text) =>
    colour && text !== '' ? `\u001b[${CODES[kind][0]}m${text}\u001b[${CODES[kind][1]}m` : text;
