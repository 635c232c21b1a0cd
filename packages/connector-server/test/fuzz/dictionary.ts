import { OPERATIONS } from '@icf-ts/framework';
import { ROW_NAMES, rowByName } from '#src/protocol/rows/registry.js';
import { isField, isScalar } from '#src/protocol/rows/row.js';

/** Names that mean something to JavaScript, nothing to ICF, or nothing to anybody. */
const ODD = ['', 'Nope', '__proto__', 'constructor', 'toString', 'list', 'Object', 'byte[]', 'x'.repeat(200)];

/**
 * Every type and field name of the table, and what else names things on the wire. Inputs name their constants by the
 * place here, so that pieces of one can be put into another.
 */
class Dictionary {
  readonly names: string[] = [];
  readonly #ids = new Map<string, number>();
  /** Ids of the types of the table. */
  readonly types: readonly number[];
  /** Ids of the fields that only one family of frameworks has. */
  readonly only: ReadonlyMap<number, 'connid' | 'openicf'>;

  constructor() {
    this.types = ROW_NAMES.map((name) => this.id(name));
    const only = new Map<number, 'connid' | 'openicf'>();
    for (const name of ROW_NAMES) {
      const row = rowByName(name)!;
      if (isScalar(row)) continue;
      for (const field of row.parts.filter(isField)) {
        const id = this.id(field.name);
        if (field.only) only.set(id, field.only);
      }
    }
    this.only = only;
    for (const { api } of Object.values(OPERATIONS)) if (api !== null) this.id(api);
    for (const name of ODD) this.id(name);
  }

  /** The id of a name; a new one takes the next place. */
  id(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.names.length;
      this.names.push(name);
      this.#ids.set(name, id);
    }
    return id;
  }
}

export const DICTIONARY = new Dictionary();
