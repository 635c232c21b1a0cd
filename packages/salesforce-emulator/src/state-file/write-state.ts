import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import type { Table } from '../store/table.js';
import { END, FORMAT, StateFileError, VERSION } from './saved-state.js';
import type { StateHead, TableHead } from './saved-state.js';

const CHUNK_CHARACTERS = 1_048_576;

/** Seats are counted by profile and licence, so these come before the users. */
const FIRST = ['UserLicense', 'Profile', 'User'];

/**
 * Writes rows, passwords and credentials to a file that only its owner may read, in place of a former one when all is
 * written. Nothing else runs meanwhile, so the file shows one moment.
 *
 * @throws StateFileError
 */
export function writeState(org: OrgState, file: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    const handle = openSync(unfinished, 'w', 0o600);
    try {
      writeLines(handle, stateLines(org));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new StateFileError(`${file}: the org could not be saved: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function writeLines(handle: number, lines: Iterable<unknown>): void {
  let chunk = '';
  const flush = (): void => {
    const bytes = Buffer.from(chunk);
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    chunk = '';
  };
  for (const line of lines) {
    chunk += `${JSON.stringify(line)}\n`;
    if (chunk.length > CHUNK_CHARACTERS) flush();
  }
  flush();
}

function* stateLines(org: OrgState): Iterable<unknown> {
  const head: StateHead = {
    format: FORMAT,
    version: VERSION,
    organizationId: org.organizationId,
    integrationUserId: org.integrationUserId,
    credentials: org.credentials,
  };
  yield head;
  const names = org.catalog.objects.map(({ name }) => name).filter((name) => !FIRST.includes(name));
  for (const name of [...FIRST, ...names]) yield* tableLines(org.store.table(name));
  yield { passwords: org.passwords.dump() };
  yield END;
}

function* tableLines(table: Table): Iterable<unknown> {
  const names = new Set<string>();
  for (const row of table.rows()) for (const name in row) names.add(name);
  const columns = [...names];
  const deleted = [...table.deletedRows()];
  const head: TableHead = {
    table: table.spec.name,
    columns,
    rows: table.size,
    deleted: deleted.length,
    nextNumber: table.nextNumber,
  };
  yield head;
  const values = (row: Row): unknown[] => columns.map((name) => (row[name] === undefined ? [] : row[name]));
  for (const row of table.rows()) yield values(row);
  for (const entry of deleted) yield entry;
}
