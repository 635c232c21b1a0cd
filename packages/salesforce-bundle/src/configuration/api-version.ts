import { text, type Text } from '../words/text.js';

/** Orgs have retired the versions before it. */
const OLDEST_ALIVE = 31;
/** The first with `/composite/sobjects`, by which many rows are written in one call. */
const FIRST_WITH_COLLECTIONS = 42;

/**
 * The version that calls are made in: OpenIAM's and WSO2's guides write it with a v, and have versions that are too old
 * to write many rows in one call; others write 60 for 60.0. Retired ones stay as they are, for the org to refuse.
 */
export function usedVersion(apiVersion: string): string {
  const bare = apiVersion
    .trim()
    .replace(/^v(?=\d)/i, '')
    .replace(/^\d+$/, '$&.0');
  const number = Number(bare);
  return number >= OLDEST_ALIVE && number < FIRST_WITH_COLLECTIONS ? `${FIRST_WITH_COLLECTIONS}.0` : bare;
}

/** What is wrong with a version of the API; whether the org serves it shows when it is called. */
export function* versionProblems(apiVersion: string): Iterable<Text> {
  if (!/^\d{2,3}\.0$/.test(apiVersion)) yield text('check.apiVersion');
}
