import { inspect, isDeepStrictEqual } from 'node:util';
import { OPERATIONS } from '@icf-ts/framework';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Decoder } from '#src/protocol/decoder.js';
import { Encoder } from '#src/protocol/encoder.js';
import { DEFAULT_LIMITS, type ProtocolLimits } from '#src/protocol/limits.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import type { Dialect } from '#src/protocol/rows/row.js';
import { Scanner } from '#src/protocol/scan.js';
import { TAG } from '#src/protocol/tags.js';
import { DICTIONARY } from './dictionary.js';
import { Finding } from './finding.js';
import { bodiesOf } from './input.js';
import { Random, fingerprint } from './random.js';

/** Limits that small inputs run into. */
const TIGHT: ProtocolLimits = {
  maxMessageBytes: 300,
  maxConstants: 12,
  maxConstantBytes: 24,
  maxDepth: 4,
  maxRecords: 6,
};

/** What became of an input; the features tell inputs apart that are worth keeping. */
export interface Outcome {
  readonly values: number;
  readonly refusal: string | undefined;
  readonly features: readonly string[];
}

interface Reading {
  readonly messages: Buffer[];
  readonly values: unknown[];
  readonly refusal: ProtocolError | undefined;
  readonly pending: number;
}

/** Scans and decodes what comes in chunks until the end or the first refusal. */
function read(bytes: Buffer, cuts: readonly number[], limits: ProtocolLimits, decodes: boolean): Reading {
  const scanner = new Scanner(limits);
  const decoder = new Decoder(limits);
  const messages: Buffer[] = [];
  const values: unknown[] = [];
  let refusal: ProtocolError | undefined;
  try {
    for (let from = 0, next = 0; from < bytes.length; next++) {
      const to = cuts[next] ?? bytes.length;
      // A copy: messages are cut from the chunk itself.
      scanner.push(Buffer.from(bytes.subarray(from, to)));
      from = to;
      for (let message = scanner.next(); message; message = scanner.next()) {
        if (message.length > limits.maxMessageBytes)
          throw new Finding(`a message of ${message.length} bytes`);
        messages.push(Buffer.from(message));
        if (!decodes) continue;
        values.push(decoder.decode(message));
        // Nothing that was decoded may look at the connection's buffer again.
        message.fill(0xaa);
      }
    }
  } catch (error) {
    refusal = refused(error, 'reading');
  }
  return { messages, values, refusal, pending: scanner.pending };
}

function refused(error: unknown, what: string): ProtocolError {
  if (error instanceof ProtocolError) return error;
  if (error instanceof Finding) throw error;
  throw new Finding(`${what} threw ${String(error)}`, { cause: error });
}

/** Each value on its own, so that one that cannot be sent leaves the others. */
function written(values: readonly unknown[], dialect: Dialect): (Buffer | ProtocolError)[] {
  return values.map((value) => {
    const output = new ByteWriter();
    try {
      new Encoder(dialect).encode(value, output);
      return output.take();
    } catch (error) {
      return refused(error, 'encoding what was decoded');
    }
  });
}

function cutsOf(bytes: Buffer, random: Random): number[] {
  if (bytes.length < 2) return [];
  if (bytes.length < 200 && random.oneIn(12))
    return Array.from({ length: bytes.length - 1 }, (_, at) => at + 1);
  const cuts = Array.from({ length: 1 + random.below(4) }, () => 1 + random.below(bytes.length - 1));
  return [...new Set(cuts)].sort((a, b) => a - b);
}

/** Messages with their numbers and quotations taken out. */
const kindOf = (message: string): string =>
  message
    .replace(/(['"]).*\1|-?\d+/gs, '#')
    .replace(/((type|class)\b:?) .*/s, '$1 #')
    .slice(0, 90);

/**
 * Reads one stream and checks what must hold whatever the bytes are: nothing but ProtocolError is thrown, chunks make no
 * difference, what was decoded is encoded and decoded to the same again.
 * @throws Finding
 */
export function tryStream(bytes: Buffer, thorough = false): Outcome {
  const random = new Random(fingerprint(bytes));
  const limits = random.oneIn(16) ? TIGHT : DEFAULT_LIMITS;
  const whole = read(bytes, [], limits, true);
  compareChunks(bytes, whole, limits, random);
  const features: string[] = [];
  if (whole.refusal) features.push(`refused: ${kindOf(whole.refusal.message)}`);
  if (whole.values.length > 0) {
    const dialect: Dialect = dialectOf(bytes, random);
    const once = written(whole.values, dialect);
    for (const [at, sent] of once.entries()) {
      if (sent instanceof ProtocolError) features.push(`unsendable: ${kindOf(sent.message)}`);
      else
        again(
          whole.values[at],
          sent,
          dialect,
          bytes,
          thorough || random.oneIn(4),
          thorough || random.oneIn(3),
          features,
        );
    }
  }
  return { values: whole.values.length, refusal: whole.refusal?.message, features };
}

function compareChunks(bytes: Buffer, whole: Reading, limits: ProtocolLimits, random: Random): void {
  const cuts = cutsOf(bytes, random);
  const decodes = random.oneIn(8);
  const pieces = read(bytes, cuts, limits, decodes);
  const sameRefusal = pieces.refusal?.message === whole.refusal?.message;
  // A decoder that refuses a message ends the reading of the whole there; the scanner alone may go on.
  const scannedAlike = decodes
    ? sameRefusal && pieces.messages.length === whole.messages.length
    : pieces.messages.length >= whole.messages.length;
  const alike = scannedAlike && whole.messages.every((message, at) => message.equals(pieces.messages[at]!));
  if (!alike) {
    throw new Finding(
      `in chunks cut at ${cuts.join(', ')} there are ${pieces.messages.length} messages and ` +
        `'${pieces.refusal?.message}', not ${whole.messages.length} and '${whole.refusal?.message}'`,
    );
  }
}

/** Where the stream has fields that only one family has, that family: the other would leave them out. */
function dialectOf(bytes: Buffer, random: Random): Dialect {
  if (bytes.includes('CountPolicy') || bytes.includes('totalPagedResults')) return 'openicf';
  return random.oneIn(5) ? 'openicf' : 'connid';
}

function again(
  value: unknown,
  sent: Buffer,
  dialect: Dialect,
  origin: Buffer,
  compare: boolean,
  looks: boolean,
  features: string[],
): void {
  const back = read(sent, [], DEFAULT_LIMITS, true);
  if (back.refusal || back.values.length !== 1) {
    throw new Finding(`what was encoded does not decode: ${back.refusal?.message}`, { cause: back.refusal });
  }
  const [twice] = written(back.values, dialect);
  if (twice instanceof ProtocolError || !twice!.equals(sent)) {
    throw new Finding(`encoded again it is different: ${String(twice)}`);
  }
  if (compare && keepsAll(origin, dialect) && !isDeepStrictEqual(value, back.values[0])) {
    throw new Finding(`decoded again it is another value: ${shown(value)}, then ${shown(back.values[0])}`);
  }
  if (looks) features.push(...shapeOf(sent));
}

/** Whether everything in the stream is written again; the fork's dialect leaves out and renames. */
function keepsAll(origin: Buffer, dialect: Dialect): boolean {
  if (dialect !== 'connid') return false;
  for (const [id, only] of DICTIONARY.only) {
    if (only === 'openicf' && origin.includes(DICTIONARY.names[id]!)) return false;
  }
  return !UNTOLD.some((api) => origin.includes(api));
}

/** A schema is written without the operations that cannot be called through the protocol. */
const UNTOLD = Object.values(OPERATIONS).flatMap((row) =>
  'inProcessOnly' in row && row.api ? [row.api] : [],
);

/** Which type stands in which field of which type. */
function shapeOf(sent: Buffer): string[] {
  const [body] = bodiesOf(sent);
  if (!body) return [];
  const { bytes, layout } = body;
  const name = (at: number): string => DICTIONARY.names[bytes.readInt32BE(at)] ?? '?';
  const typeAt = (at: number): string =>
    bytes[at] === TAG.NULL ? 'null' : bytes[at] === TAG.CLASS ? name(at + 1) : 'array';
  const root = typeAt(0);
  return layout.spans.map((span) => {
    const owner = span.parent < 0 ? root : typeAt(layout.spans[span.parent]!.start);
    const field = bytes[span.at] === TAG.NAMED ? name(span.at + 1) : 'item';
    return `${owner}.${field}: ${span.isObject ? typeAt(span.start) : 'scalar'}`;
  });
}

const shown = (value: unknown): string =>
  inspect(value, { depth: 12, breakLength: Infinity, maxStringLength: 200 }).slice(0, 1500);
