import fc from 'fast-check';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Encoder } from '#src/protocol/encoder.js';
import { anyMessage } from '../robustness/arbitrary-records.js';
import { recordedStreams } from '../robustness/raw-bytes.js';
import { bodiesOf, type Body } from './input.js';

const GENERATED = 400;
const MAX_BYTES = 3500;

function generatedStreams(): Buffer[] {
  return fc.sample(anyMessage, { seed: 20261122, numRuns: GENERATED }).map((value, at) => {
    const output = new ByteWriter();
    new Encoder(at % 5 === 0 ? 'openicf' : 'connid').encode(value, output);
    return output.take();
  });
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
