import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@icf-ts/provisioning';
import type { IdentitySession } from './identity-session.js';

/** Says so where a change reaches no system, because no outbound job of the identity's type makes anything of it. */
export function noteUnmapped(
  { jobs, type, note }: Pick<IdentitySession, 'jobs' | 'type' | 'note'>,
  before: JsonObject,
  after: JsonObject,
): void {
  const outbound = [...jobs.values()]
    .filter((job) => job.type === 'outbound')
    .filter(({ identityType }) => identityType === type);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  if (outbound.length === 0 || changed.length === 0) return;
  // Where it cannot be told what a job reads, it may be any of it.
  const isMapped = (name: string): boolean =>
    outbound.some(({ identityMembers }) => identityMembers?.has(name) !== false);
  if (changed.some(isMapped)) return;
  note(`${changed.join(', ')}: no outbound job maps ${changed.length === 1 ? 'it' : 'them'}`);
}
