import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'mocha';
import type { Json } from './json.js';

const FOLDER = join(import.meta.dirname, '../../../../../shared/fixtures/salesforce');

/** A recorded answer in JSON; skips the test, saying why, where the recordings are not at hand. */
export function fixture(context: Context, file: string): Json {
  return JSON.parse(fixtureText(context, file));
}

/** A recorded answer as it came; skips the test likewise. */
export function fixtureText(context: Context, file: string): string {
  const path = join(FOLDER, file);
  if (!existsSync(path)) {
    if (context.test) context.test.title += ` (no recordings in ${FOLDER})`;
    context.skip();
  }
  return readFileSync(path, 'utf8');
}
