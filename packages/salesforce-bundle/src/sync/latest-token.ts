import { OperationOptions, type ObjectClass, type SyncToken } from '@icf-ts/framework/spi';
import type { Org } from '../operations/operation-context.js';
import { baseState } from './class-changes.js';
import { classesOf } from './sync.js';
import type { ClassState } from './sync-state.js';
import { writeToken } from './sync-token.js';

/**
 * The token of now. One API call where nothing is attached; with memberships one for each five tables, and one for every
 * further 2,000 of their rows, which are read once so that a later sync can tell whose have gone.
 */
export async function latestToken(
  org: Org,
  objectClass: ObjectClass,
  options = OperationOptions.NONE,
): Promise<SyncToken> {
  const classes = new Map<string, ClassState>();
  for (const one of classesOf(org, objectClass)) classes.set(one.type, await baseState(org, one, options));
  return writeToken({ objectClass: objectClass.type, classes });
}
