import { requestErrors } from '../errors/request-errors.js';

/** API versions: those ever published, and from which on the org still answers (late 2026). */
const FIRST_EVER = 7;
const FIRST_ALIVE = 31;
const LATEST = 68;

const SEASONS = ['Winter', 'Spring', 'Summer'] as const;

/** The one release whose label has a typographic apostrophe, in every recording. */
const TYPOGRAPHIC = 42;

/** Version 20 was Winter '11; three releases a year since. */
function releaseName(version: number): string {
  const releases = version - 20;
  const apostrophe = version === TYPOGRAPHIC ? '’' : "'";
  return `${SEASONS[releases % 3] ?? ''} ${apostrophe}${11 + Math.floor(releases / 3)}`;
}

/** The answer of `/services/data`: every version alive, the oldest first. */
export function listVersions(): readonly { label: string; url: string; version: string }[] {
  return Array.from({ length: LATEST - FIRST_ALIVE + 1 }, (_, index) => {
    const version = `${FIRST_ALIVE + index}.0`;
    return { label: releaseName(FIRST_ALIVE + index), url: `/services/data/v${version}`, version };
  });
}

/** Whether the org still, and already, answers calls of the version. */
export function isAlive(version: number): boolean {
  return version >= FIRST_ALIVE && version <= LATEST;
}

/**
 * The number of a version segment such as `v58.0`.
 *
 * @throws ApiError GONE for a retired version, NOT_FOUND for one that never was
 */
export function versionNumber(segment: string): number {
  const version = Number(/^v(\d{1,3})\.0$/i.exec(segment)?.[1] ?? Number.NaN);
  if (version >= FIRST_EVER && version < FIRST_ALIVE) throw requestErrors.versionRetired();
  if (!isAlive(version)) throw requestErrors.notFound();
  return version;
}
