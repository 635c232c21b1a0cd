import type { Correlation, KeyRule } from '../correlation/correlation.js';
import type { IdentityKey, JsonObject } from '../repository/identity.js';

/**
 * The keys that several correlations look identities of one type up by. Whoever writes an identity has to keep them all:
 * a job that kept only its own would hide the identity from the others.
 */
export function sharedKeysOf(
  correlations: readonly Correlation[],
  attributes: JsonObject,
): readonly IdentityKey[] {
  const keys = correlations.flatMap((correlation) => correlation.keysOf(attributes));
  return [...new Map(keys.map((key) => [JSON.stringify([key.name, key.value]), key])).values()];
}

/** What they look identities up by, each key once. */
export const keyRulesOf = (correlations: readonly Correlation[]): readonly KeyRule[] => [
  ...new Map(correlations.flatMap(({ keys }) => keys).map((key) => [key.name, key])).values(),
];

/** A job's correlation for a type that other jobs correlate too: it keeps the keys of all, its own among them. */
export const sharingKeys = (correlation: Correlation, all: readonly Correlation[]): Correlation => ({
  ...correlation,
  keysOf: (attributes) => sharedKeysOf(all, attributes),
});
