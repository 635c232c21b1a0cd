import semver from 'semver';

const DOTTED = /^\d+(\.\d+)*$/;

/**
 * Whether the version of a key asks for "the newest that fits" rather than for one version: an empty text, or a range
 * of semver such as `^1`, `1.x`, `*`. Plain numbers (`1.0`, `1.5.20.26`) always name one version, as they do in ICF.
 */
export const isVersionRange = (version: string): boolean =>
  version === '' ||
  (!DOTTED.test(version) && semver.valid(version) === null && semver.validRange(version) !== null);

/** The range of the versions that have the same first number (`1.4.2`: `1.x`); undefined for a range, or for no number. */
export function compatibleRange(version: string): string | undefined {
  if (isVersionRange(version)) return undefined;
  const [, major] = /^v?(\d+)(?:[.+-]|$)/.exec(version) ?? [];
  return major === undefined ? undefined : `${Number(major)}.x`;
}

/** The newest of `candidates` whose version is in the range. Pre-releases count only where nothing else fits. */
export function newestMatch<T>(
  candidates: readonly T[],
  versionOf: (candidate: T) => string,
  range: string,
): T | undefined {
  const fitting = (includePrerelease: boolean): readonly T[] =>
    candidates.filter((candidate) => fits(versionOf(candidate), range, includePrerelease));
  const releases = fitting(false);
  return [...(releases.length > 0 ? releases : fitting(true))]
    .sort((a, b) => compareVersions(versionOf(a), versionOf(b)))
    .at(-1);
}

/** The newest in a range, or the one version that is named; an empty text is any. */
export const bestVersion = <T>(
  candidates: readonly T[],
  versionOf: (candidate: T) => string,
  version: string,
): T | undefined =>
  isVersionRange(version)
    ? newestMatch(candidates, versionOf, version)
    : candidates.find((candidate) => versionOf(candidate) === version);

/** Ascending. Versions that are not semver (`1.0`, `1.5.20.26`) are compared number by number. */
export function compareVersions(a: string, b: string): number {
  if (semver.valid(a) && semver.valid(b)) return semver.compareBuild(a, b);
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function fits(version: string, range: string, includePrerelease: boolean): boolean {
  const exact = semver.valid(version) ?? (DOTTED.test(version) ? semver.coerce(version)?.version : undefined);
  // What no reader of versions understands is still a version: it fits where any does.
  if (!exact) return includePrerelease && (range === '' || range === '*');
  return semver.satisfies(exact, range, { includePrerelease });
}

const numbersOf = (version: string): readonly number[] =>
  version.split(/[^\d]+/).flatMap((part) => (part === '' ? [] : [Number(part)]));
