import type { JsonValue } from './identity.js';

/** Half of a surrogate pair, which is no character. */
const HALF = /\p{Cs}/u;
const NUL = '\0';
const REPLACEMENT = '\uFFFD';

/** PostgreSQL has no texts with NUL, nor any that are not Unicode. */
export const isStorable = (text: string): boolean => !text.includes(NUL) && !HALF.test(text);

/** The text without what cannot be kept: for names and messages, of which the rest still tells. */
export const storable = (text: string): string =>
  isStorable(text) ? text : text.replaceAll(NUL, REPLACEMENT).replace(/\p{Cs}/gu, REPLACEMENT);

/** Why JSON cannot be kept in the repository; undefined where it can. */
export function storageProblem(value: JsonValue, place = ''): string | undefined {
  if (typeof value === 'string') {
    if (isStorable(value)) return undefined;
    const what = value.includes(NUL) ? 'the character U+0000' : 'half of a character (a lone surrogate)';
    return `${place || 'a text'} holds ${what}, which the repository cannot keep`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (!isStorable(name)) return storageProblem(name, `a name in ${place || 'the identity'}`);
    const problem = storageProblem(member as JsonValue, place === '' ? name : `${place}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
