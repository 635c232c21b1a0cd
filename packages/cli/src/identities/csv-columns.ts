import type { IdentityPath, JsonObject } from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import { pathOf } from './identity-values.js';

/** What may stand between columns: Excel writes semicolons where a comma is for decimals. */
const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that the header has most of, outside of quotes; a comma in doubt. */
export function delimiterOf(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** The columns of a file, which are paths. */
export class CsvColumns {
  readonly #paths: readonly IdentityPath[];

  private constructor(paths: readonly IdentityPath[]) {
    this.#paths = paths;
  }

  /** @throws CliProblem where two columns would write to the same place, or one has no name */
  static parse(names: readonly string[]): CsvColumns {
    const nameless = names.indexOf('');
    if (nameless >= 0) throw new CliProblem('usage', `Column ${nameless + 1} has no name.`);
    const columns = new CsvColumns(names.map(pathOf));
    columns.#assertApart();
    return columns;
  }

  get names(): string {
    return this.#paths.map(({ text }) => text).join(', ');
  }

  /** The entry of a row; an empty field says nothing. */
  entryOf(record: readonly string[]): JsonObject {
    let entry: JsonObject = {};
    for (const [at, text] of record.entries()) if (text !== '') entry = this.#paths[at]!.write(entry, text);
    return entry;
  }

  /** An entry that has something in every column. */
  sample(): JsonObject {
    return this.entryOf(this.#paths.map((_path, at) => String(at)));
  }

  /** What one column wrote, no other may have written over. */
  #assertApart(): void {
    const sample = this.sample();
    const lost = this.#paths.findIndex((path, at) => path.read(sample) !== String(at));
    if (lost < 0) return;
    const other = this.#paths.findIndex((path, at) => at !== lost && collide(this.#paths[lost]!, path));
    throw new CliProblem(
      'usage',
      `Columns ${lost + 1} and ${other + 1} write to the same place: ${this.#paths[lost]!.text}, ${this.#paths[other]!.text}. Keep one.`,
    );
  }
}

function collide(a: IdentityPath, b: IdentityPath): boolean {
  const both = b.write(a.write({}, 'a'), 'b');
  return a.read(both) !== 'a';
}
