import { requestErrors } from '../../errors/request-errors.js';
import { referencesIn } from './part-answers.js';
import type { Part } from './part.js';

const MAX_DEPTH = 15;

/**
 * The nodes of a graph, each behind those it refers to; else as they stand in the request.
 *
 * @throws ApiError for nodes that refer to each other in a circle, and for chains that are too long
 */
export function inOrder(graphId: string, parts: readonly Part[]): readonly Part[] {
  const byId = new Map(parts.map((part) => [part.referenceId, part]));
  const depths = new Map<Part, number>();
  const open = new Set<Part>();
  const visit = (part: Part): number => {
    const known = depths.get(part);
    if (known !== undefined) return known;
    if (open.has(part))
      throw requestErrors.invalidInput(`Graph '${graphId}' has a circle through node '${part.referenceId}'`);
    open.add(part);
    let depth = 1;
    for (const id of referencesIn([part.url, part.body, part.headers])) {
      const other = byId.get(id);
      if (other) depth = Math.max(depth, visit(other) + 1);
    }
    if (depth > MAX_DEPTH)
      throw requestErrors.limitExceeded(`Graph '${graphId}' is deeper than ${MAX_DEPTH} nodes`);
    depths.set(part, depth);
    return depth;
  };
  for (const part of parts) visit(part);
  // Insertion order of `depths` is the order in which dependencies are met.
  return [...depths.keys()];
}
