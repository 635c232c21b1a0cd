/** The delimiters that a job may name. */
export const DELIMITERS = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
} as const;

export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;

/** How a job writes its tables, both those it is given and those it gives. */
export interface CsvDialect {
  readonly columnDelimiter: keyof typeof DELIMITERS;
  readonly lineEnding: keyof typeof LINE_ENDINGS;
}
