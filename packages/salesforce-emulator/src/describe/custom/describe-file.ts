import { readFileSync } from 'node:fs';
import { isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { DescribeAdditions } from './additions.js';

/** The way to a place in a description: property names and positions in lists. */
export type Path = readonly (string | number)[];

/** A description and where its parts stand, for complaints. */
export interface Description {
  readonly value: unknown;
  /** `describe.yaml:12` for a file, `describe: objects.User` for an object. */
  place(path: Path): string;
}

/** @throws Error for a file that cannot be read or is no YAML, naming the line */
export function openDescription(source: string | DescribeAdditions): Description {
  if (typeof source !== 'string') {
    return { value: source, place: (path) => ['describe', path.join('.')].filter(Boolean).join(': ') };
  }
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(source, 'utf8'), { lineCounter: lines });
  const at = (offset: number): string => `${source}:${lines.linePos(offset).line || 1}`;
  const [fault] = document.errors;
  if (fault) throw new Error(`${at(fault.pos[0])}: ${fault.message}`);
  const offsets = new Map<string, number>();
  visit(document, {
    Pair: (_key, pair, ancestors) => {
      if (isNode(pair.key)) offsets.set(key([...names(ancestors), nameOf(pair)]), pair.key.range?.[0] ?? 0);
    },
  });
  return {
    value: document.toJS() ?? {},
    place: (path) => {
      for (let end = path.length; end > 0; end--) {
        const offset = offsets.get(key(path.slice(0, end)));
        if (offset !== undefined) return at(offset);
      }
      return at(0);
    },
  };
}

const key = (path: Path): string => JSON.stringify(path.map(String));
const nameOf = (pair: { readonly key: unknown }): string =>
  isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
const names = (ancestors: readonly unknown[]): string[] =>
  ancestors.filter((node) => isPair(node)).map(nameOf);
