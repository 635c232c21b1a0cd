// What people and continuous integration read: a line for each suite at the top; in the end failures in full, skipped
// tests by name, and a last line `tests: N passed, N failed, N skipped`.
import { styleText } from 'node:util';

/** The line of one suite: `✓ title  3 passed, 0.1 s`. */
export function suiteLine({ title, passed, failed, skipped, seconds }) {
  const mark = failed > 0 ? colored('red', '✗') : colored('green', '✓');
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(colored('red', `${failed} failed`));
  if (skipped > 0) parts.push(colored('cyan', `${skipped} skipped`));
  return `${mark} ${title}  ${colored('gray', `${parts.join(', ')}, ${seconds.toFixed(1)} s`)}`;
}

export function summary({ passed, failed, skipped, failures }, milliseconds) {
  const lines = failures.map((failure, index) => `\n  ${index + 1}) ${failure}`);
  if (skipped.length > 0) lines.push('', 'skipped:', ...skipped.map((title) => `  - ${title}`));
  lines.push('', `mocha: ${(milliseconds / 1000).toFixed(1)} s`);
  lines.push(`tests: ${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return lines.join('\n');
}

/** Node.js 20.19 colors whatever it is asked to: ask only at a terminal that wants it. */
const colored = (color, text) =>
  process.stdout.isTTY && process.stdout.hasColors() ? styleText(color, text) : text;
