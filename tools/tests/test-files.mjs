// Which test files run in a row, and how long they take: the longest are begun first.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../run/processes.mjs';

/** Files of these folders run one after another: they install into the same folders of .cache, and by Maven. */
const IN_A_ROW = ['test/certify/', 'test/interop/'];
/** Seconds of each file as the last run measured them; of a fresh clone, the slow ones as somebody did. */
const MEASURED = join(ROOT, '.cache', 'test-seconds.json');
const SLOW = join(import.meta.dirname, 'slow-tests.json');
const OTHERS_SECONDS = 1;

/** packages/x/dist-test/a.test.js is compiled from packages/x/test/a.test.ts. */
export const sourceOf = (file) =>
  relative(ROOT, file)
    .replaceAll('\\', '/')
    .replace(/^(packages\/[^/]+)\/dist-test\//, '$1/test/')
    .replace(/^test\/dist\//, 'test/')
    .replace(/\.js$/, '.ts');

/** Rows of files, each with an estimate of its seconds. */
export function rowsOf(files) {
  const seconds = readJson(existsSync(MEASURED) ? MEASURED : SLOW);
  const rows = new Map();
  for (const file of files) {
    const row = rowOf(file);
    rows.set(row, [...(rows.get(row) ?? []), file]);
  }
  return [...rows.values()].map((row) => ({
    files: row,
    seconds: row.reduce((sum, file) => sum + (seconds[sourceOf(file)] ?? OTHERS_SECONDS), 0),
  }));
}

/** `seconds`: of files as they were measured, by name of the source. */
export function rememberSeconds(seconds) {
  const before = existsSync(MEASURED) ? readJson(MEASURED) : {};
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(MEASURED, JSON.stringify({ ...before, ...seconds }, undefined, 1));
}

const rowOf = (file) => IN_A_ROW.find((folder) => sourceOf(file).startsWith(folder)) ?? file;

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
