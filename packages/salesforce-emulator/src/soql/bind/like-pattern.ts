import type { LiteralCharacter } from '../parse/string-literal.js';

const ANY_RUN = Symbol('%');
const ANY_ONE = Symbol('_');
type Step = string | typeof ANY_RUN | typeof ANY_ONE;

/** A test for LIKE: `%` is any run of characters, `_` exactly one, case does not matter. */
export function likePattern(pattern: readonly LiteralCharacter[]): (text: string) => boolean {
  const steps = pattern.map(({ character, escaped }): Step => {
    if (!escaped && character === '%') return ANY_RUN;
    if (!escaped && character === '_') return ANY_ONE;
    return character.toLowerCase();
  });
  return (text) => matches(steps, text.toLowerCase());
}

/** Two cursors and one place to return to: never worse than length × pattern, whatever the pattern. */
function matches(steps: readonly Step[], text: string): boolean {
  let at = 0;
  let step = 0;
  let resumeStep = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const expected = steps[step];
    if (expected === ANY_RUN) {
      resumeStep = ++step;
      resumeAt = at;
    } else if (expected === ANY_ONE || (expected !== undefined && expected === text.charAt(at))) {
      step += 1;
      at += 1;
    } else if (resumeStep >= 0) {
      step = resumeStep;
      at = ++resumeAt;
    } else {
      return false;
    }
  }
  while (steps[step] === ANY_RUN) step += 1;
  return step === steps.length;
}
