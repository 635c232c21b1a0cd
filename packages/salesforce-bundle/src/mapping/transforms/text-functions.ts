/** One function of texts: its argument, as written behind a colon, and what it makes of a text. */
export interface TextFunction {
  readonly wants: 'nothing' | 'number' | 'text';
  apply(text: string, argument: string): string;
}

/** What a placeholder of a template may do with its value. */
export const TEXT_FUNCTIONS = {
  lower: { wants: 'nothing', apply: (text) => text.toLowerCase() },
  upper: { wants: 'nothing', apply: (text) => text.toUpperCase() },
  trim: { wants: 'nothing', apply: (text) => text.trim() },
  /** The first characters. */
  max: { wants: 'number', apply: (text, length) => [...text].slice(0, Number(length)).join('') },
  /** What stands before the first occurrence; all where there is none. */
  before: { wants: 'text', apply: (text, mark) => text.split(mark)[0]! },
  /** What stands after the first occurrence; nothing where there is none. */
  after: { wants: 'text', apply: (text, mark) => text.split(mark).slice(1).join(mark) },
} as const satisfies Record<string, TextFunction>;

export type TextFunctionName = keyof typeof TEXT_FUNCTIONS;
