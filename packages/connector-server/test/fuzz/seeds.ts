import fc from 'fast-check';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Encoder } from '#src/protocol/encoder.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import type { Dialect } from '#src/protocol/rows/row.js';
import { anyMessage } from '../robustness/arbitrary-records.js';
import { recordedStreams } from '../robustness/raw-bytes.js';
import { bodiesOf, type Body } from './input.js';

const GENERATED = 400;
const MAX_BYTES = 3500;

function generatedStreams(): Buffer[] {
  return fc
    .sample(anyMessage, { seed: 20261122, numRuns: GENERATED })
    .flatMap((value, at) => written(value, at % 5 === 0 ? 'openicf' : 'connid') ?? []);
}

/** Undefined for what the dialect has no type for. */
function written(value: unknown, dialect: Dialect): Buffer | undefined {
  const output = new ByteWriter();
  try {
    new Encoder(dialect).encode(value, output);
    return output.take();
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** Short objects, one of each kind: all that was recorded, and generated values of every type. */
export function seedBodies(): Body[] {
  const streams = [...recordedStreams().map(({ bytes }) => bytes), ...generatedStreams()];
  const known = new Set<string>();
  return streams.flatMap(bodiesOf).filter(({ bytes, layout }) => {
    // Two objects of the same fields differ in their values only: the first will do.
    const shape = [...layout.typeIds, ...layout.nameIds].map((at) => bytes.readInt32BE(at)).join();
    if (bytes.length > MAX_BYTES || known.has(shape)) return false;
    known.add(shape);
    return true;
  });
}
