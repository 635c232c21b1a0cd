/** Texts that Java gives a type of their own. They are option and property values, never attribute values. */

/** A URI, kept as written (URL would normalise it). */
export class Uri {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
  toJSON(): string {
    return this.text;
  }
}

/** The path of a file on the connector's host. */
export class FilePath {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  toString(): string {
    return this.path;
  }
  toJSON(): string {
    return this.path;
  }
}
