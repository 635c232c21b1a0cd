import type { Catalog } from '../describe/catalog.js';
import type { PasswordVault, VaultContent } from '../identity/password-vault.js';
import type { Store } from '../store/store.js';
import type { DeletedRow } from '../store/table.js';
import { readLines } from './read-lines.js';
import { RowMaker } from './row-maker.js';
import type { LineValue } from './row-maker.js';
import { FORMAT, StateFileError, VERSION } from './saved-state.js';
import type { StateHead, TableHead } from './saved-state.js';
import { TextPool } from './text-pool.js';

/**
 * Fills an empty store and vault from a file of {@link writeState}.
 *
 * @throws StateFileError for a file that is torn, of another kind or version, or of an org with other objects
 */
export function readState(file: string, catalog: Catalog, store: Store, passwords: PasswordVault): StateHead {
  const lines = readLines(file);
  let number = 0;
  const fail = (what: string, cause?: unknown): StateFileError =>
    new StateFileError(`${file}:${number}: ${what}`, { cause });
  const next = (): unknown => {
    const { value, done } = lines.next() as IteratorResult<string, void>;
    number += 1;
    if (done) throw fail('the file ends too early; restore it from a copy or delete it');
    try {
      return JSON.parse(value);
    } catch (error) {
      throw fail('not a line of JSON; restore the file from a copy or delete it', error);
    }
  };
  try {
    const head = next() as StateHead | null;
    if (head?.format !== FORMAT) throw fail('not a state file of an emulated org');
    if (head.version !== VERSION)
      throw fail(`version ${head.version} of the format; this emulator reads version ${VERSION}`);
    for (;;) {
      const section = next() as Partial<TableHead> & { passwords?: VaultContent; end?: boolean };
      if (section.end === true) return head;
      if (section.passwords !== undefined) passwords.restore(section.passwords);
      else if (section.table !== undefined && catalog.named(section.table))
        readTable(section as TableHead, store, next);
      else throw fail(`the org has no object ${String(section.table)}; start it with the same options`);
    }
  } finally {
    lines.return(undefined);
  }
}

function readTable(head: TableHead, store: Store, next: () => unknown): void {
  const table = store.table(head.table);
  const maker = new RowMaker(head.columns, new TextPool(store, head.columns.length));
  for (let left = head.rows; left > 0; left--) table.restore(maker.make(next() as LineValue[]));
  for (let left = head.deleted; left > 0; left--) table.restoreDeleted(next() as DeletedRow);
  table.nextNumber = head.nextNumber;
}
