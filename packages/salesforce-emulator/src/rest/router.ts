import type { RestResource } from './rest-call.js';

/** The resource that a path belongs to, and what the path says in its parameters' places. */
export interface Match {
  readonly resource: RestResource;
  readonly params: Readonly<Record<string, string>>;
}

interface Route {
  readonly resource: RestResource;
  readonly segments: readonly string[];
}

/**
 * Finds resources by path, for calls over HTTP and for calls within calls alike. Fixed segments compare without regard
 * to case and win over parameters; a slash at the end does not matter.
 */
export class Router {
  readonly #routes = new Map<number, Route[]>();

  constructor(resources: readonly RestResource[]) {
    for (const resource of resources) {
      const segments = segmentsOf(resource.path);
      const same = this.#routes.get(segments.length) ?? [];
      same.push({ resource, segments });
      this.#routes.set(segments.length, same);
    }
    const rank = ({ segments }: Route): string =>
      segments.map((part) => (isParameter(part) ? '1' : '0')).join('');
    for (const routes of this.#routes.values()) routes.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /** @param path below the version, percent-encoded, without query */
  find(path: string): Match | undefined {
    const given = segmentsOf(path);
    for (const { resource, segments } of this.#routes.get(given.length) ?? []) {
      const params = bind(segments, given);
      if (params) return { resource, params };
    }
    return undefined;
  }
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');
const isParameter = (segment: string): boolean => segment.startsWith(':');

function bind(pattern: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [at, wanted] of pattern.entries()) {
    const segment = given[at]!;
    if (!isParameter(wanted)) {
      if (segment.toLowerCase() !== wanted.toLowerCase()) return undefined;
    } else {
      const value = decoded(segment);
      if (value === undefined) return undefined;
      params[wanted.slice(1)] = value;
    }
  }
  return params;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
