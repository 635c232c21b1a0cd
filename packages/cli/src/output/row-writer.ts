import type { Row } from '../values/plain-value.js';

/** Where rows go, one after the other. */
export interface RowWriter {
  /** Resolves when the reader has room for more. */
  write(row: Row): Promise<void>;
  /** Ends the document, so that it can be read also where the rows came to an early end. */
  end(): Promise<void>;
}

/** What a format writes to: a terminal is one. */
export interface Sink {
  write(text: string): void;
  ready(): Promise<void>;
}

export interface Columns {
  /** Exactly these, in this order. */
  readonly wanted?: readonly string[] | undefined;
  /** All there may be, where nothing is wanted: a text with columns must name them before the first row. */
  readonly known?: readonly string[] | undefined;
  /** How wide a table may become. */
  readonly width: number;
  /** Told of what is left out. */
  readonly note: (message: string) => void;
}
