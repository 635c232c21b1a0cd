import { createReadStream } from 'node:fs';
import { CliProblem } from '../problems/cli-problem.js';

const NEWLINE = 0x0a;

/**
 * The text of a file in pieces of whole lines, without a byte order mark.
 * @throws CliProblem naming the first line that is not UTF-8
 */
export async function* decodedText(file: string): AsyncGenerator<string, void, void> {
  let line = 1;
  let rest: Uint8Array = new Uint8Array();
  const decoded = (bytes: Uint8Array): string => {
    const text = textOf(bytes);
    if (text === undefined) throw notUtf8(file, line + badLineOf(bytes));
    const whole = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    line += text.split('\n').length - 1;
    return whole;
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    // No character of UTF-8 has a newline's byte in it, so that none is cut in two here.
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    const whole = Buffer.concat(end > 0 ? [rest, chunk.subarray(0, end)] : []);
    rest = end > 0 ? chunk.subarray(end) : Buffer.concat([rest, chunk]);
    if (whole.length > 0) yield decoded(whole);
  }
  if (rest.length > 0) yield decoded(rest);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** How many lines are before the first that is not UTF-8. */
function badLineOf(bytes: Uint8Array): number {
  let lines = 0;
  for (let from = 0; from < bytes.length; lines++) {
    const end = bytes.indexOf(NEWLINE, from);
    const to = end < 0 ? bytes.length : end + 1;
    if (textOf(bytes.subarray(from, to)) === undefined) return lines;
    from = to;
  }
  return lines;
}

const notUtf8 = (file: string, line: number): CliProblem =>
  new CliProblem('usage', `${file}:${line}: This is not UTF-8. Nothing was written.`, {
    advice: "Save the file as UTF-8; in Excel: 'CSV UTF-8'.",
  });
