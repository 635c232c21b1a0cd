import { say, text, type Words } from '../words/text.js';
import { nearest } from './document/suggestion.js';

/** What is wrong with a part of an attribute map or of policies: whole sentences, before they are put into a language. */
export class MapProblem extends Error {
  readonly words: readonly Words[];

  constructor(...words: readonly Words[]) {
    super(words.map((each) => say(each)).join(' '));
    this.words = words;
  }
}

/** What may have been meant by a name that is not known; where nothing is near, what there is. */
export const meantOrKnown = (name: string, known: readonly string[]): Words =>
  meant(name, known)[0] ?? text('map.known', known.join(', '));

/** As {@link meantOrKnown}, where there is too much to list. */
export function meant(name: string, known: Iterable<string>): readonly Words[] {
  const near = nearest(name, known);
  return near === undefined ? [] : [text('map.meant', near)];
}
