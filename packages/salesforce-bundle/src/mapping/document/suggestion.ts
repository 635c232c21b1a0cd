import { foldCase } from '@icf-ts/framework/spi';
import { closestMatch } from 'leven';

const FARTHEST_TYPO = 3;

/** A sentence's end that names what was probably meant; empty where nothing is near. */
export function suggestion(text: string, known: Iterable<string>): string {
  const folded = new Map([...known].map((name) => [foldCase(name), name]));
  const near = closestMatch(foldCase(text), [...folded.keys()], {
    maxDistance: Math.min(FARTHEST_TYPO, Math.ceil(text.length / 3)),
  });
  return near === undefined ? '' : `; did you mean '${folded.get(near)!}'?`;
}
