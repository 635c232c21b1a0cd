import { joined, partsOf, type Filter } from '@icf-ts/framework/spi';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

/** Alternatives in one statement: as many as there are rows in the largest answer. */
const MAX_ALTERNATIVES = 2_000;
/** A bound of the filter, not of Salesforce: a million names are 500. */
const MAX_STATEMENTS = 1_000;

/**
 * Parts a filter that is too long for one statement at its widest OR, or several of them. An object that matches the
 * filter matches at least one of the parts, and what matches a part matches the filter. A filter that has no OR to be
 * parted at comes back as it is, however long.
 * @param charactersOf how long the statement for a filter is.
 * @throws IllegalArgumentException for a filter that makes more than a thousand statements.
 */
export function splitFilter(
  filter: Filter,
  charactersOf: (filter: Filter) => number,
  maxCharacters: number,
): readonly Filter[] {
  const parts: Filter[] = [];
  const open: Filter[] = [filter];
  while (open.length > 0) {
    const some = open.pop()!;
    const { alternatives, rest } = widestOr(some);
    const pieces = Math.max(
      Math.ceil(charactersOf(some) / maxCharacters),
      Math.ceil(alternatives.length / MAX_ALTERNATIVES),
    );
    if (pieces < 2 || alternatives.length < 2) parts.push(some);
    else {
      const size = Math.ceil(alternatives.length / pieces);
      const chunks: Filter[] = [];
      for (let at = 0; at < alternatives.length; at += size) {
        chunks.push(joined('and', [joined('or', alternatives.slice(at, at + size)), ...rest]));
      }
      open.push(...chunks.reverse());
    }
    if (parts.length + open.length > MAX_STATEMENTS) {
      throw worded('IllegalArgumentException', text('fault.manyStatements', MAX_STATEMENTS));
    }
  }
  return parts;
}

interface Widest {
  readonly alternatives: readonly Filter[];
  /** What else must hold. */
  readonly rest: readonly Filter[];
}

function widestOr(filter: Filter): Widest {
  const conjuncts = partsOf('and', filter);
  let widest: Widest = { alternatives: [], rest: [] };
  for (const [index, conjunct] of conjuncts.entries()) {
    const alternatives = partsOf('or', conjunct);
    if (alternatives.length > widest.alternatives.length)
      widest = { alternatives, rest: conjuncts.toSpliced(index, 1) };
  }
  return widest;
}
