import type { Terminal } from '#src/terminal/terminal.js';

/** Keeps what is printed; `onWrite` sees each text. */
export class RecordingTerminal implements Terminal {
  readonly colour: boolean;
  output = '';
  errors = '';
  readonly #onWrite: (text: string) => void;

  constructor(onWrite: (text: string) => void = () => undefined, colour = false) {
    this.colour = colour;
    this.#onWrite = onWrite;
  }

  write(text: string): void {
    this.output += text;
    this.#onWrite(text);
  }
  writeError(text: string): void {
    this.errors += text;
  }
  ready(): Promise<void> {
    return Promise.resolve();
  }
}
