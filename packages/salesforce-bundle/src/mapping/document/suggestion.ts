import { foldCase } from '@icf-ts/framework/spi';
import { closestMatch } from 'leven';

const FARTHEST_TYPO = 3;

/** The known name that was probably meant; undefined where nothing is near. */
export function nearest(text: string, known: Iterable<string>): string | undefined {
  const folded = new Map([...known].map((name) => [foldCase(name), name]));
  const near = closestMatch(foldCase(text), [...folded.keys()], {
    maxDistance: Math.min(FARTHEST_TYPO, Math.ceil(text.length / 3)),
  });
  return near === undefined ? undefined : folded.get(near);
}
