import { Locale, Name, ObjectClass, Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { ConstantPool } from '#src/protocol/codec/constant-pool.js';
import { Decoder } from '#src/protocol/decoder.js';
import { Encoder } from '#src/protocol/encoder.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { Scanner } from '#src/protocol/scan.js';

/** One connection: an encoder and a decoder of its own. */
function connection(): (value: unknown) => unknown {
  const encoder = new Encoder();
  const scanner = new Scanner(DEFAULT_LIMITS);
  const decoder = new Decoder();
  return (value) => {
    const output = new ByteWriter();
    encoder.encode(value, output);
    scanner.push(Buffer.from(output.take()));
    return decoder.decode(scanner.next()!);
  };
}

const carried = (values: readonly unknown[]): unknown[] => values.map(connection());

describe('constants that connections share', () => {
  const uid = new Uid('1', { nameHint: new Name('n') });
  const lives = [
    [Locale.ROOT, ObjectClass.ACCOUNT, uid],
    [Locale.ROOT, uid, ObjectClass.ACCOUNT],
    [uid, Locale.ROOT],
    [ObjectClass.ACCOUNT, ObjectClass.ACCOUNT, ObjectClass.ACCOUNT, new Name('n'), uid, Locale.ROOT],
  ];

  it('mean in every connection what it declared, whichever came before', () => {
    for (const before of lives) {
      for (const life of lives) {
        carried(before);
        expect(carried(life)).to.deep.equal(life);
        expect(carried(life)).to.deep.equal(life);
      }
    }
  });

  it('stay what they are while other connections declare others', () => {
    const [one, two] = [connection(), connection()];
    const steps = [0, 1, 2].flatMap((at) => [
      { carry: one, value: lives[0]![at] },
      { carry: two, value: [uid, ObjectClass.ACCOUNT, Locale.ROOT][at] },
    ]);
    for (const { carry, value } of [...steps, ...steps]) expect(carry(value)).to.deep.equal(value);
  });

  it('are known by the whole block, and only where it stood', () => {
    const first = Buffer.from([0, 0, 0, 1, 9]);
    const empty = ConstantPool.empty();
    const pool = empty.remember(first, [])!;
    expect(empty.after(Buffer.concat([first, Buffer.from([7])]))).to.equal(pool);
    expect(empty.after(first.subarray(0, 4))).to.equal(undefined);
    expect(empty.after(Buffer.from([0, 0, 0, 1, 8]))).to.equal(undefined);
    expect(pool.after(first)).to.equal(undefined);
  });

  it('are remembered for a bounded part of a connection, and not where they are long', () => {
    let pool: ConstantPool | undefined = ConstantPool.empty();
    let blocks = 0;
    while (pool && blocks < 100) {
      pool = pool.remember(Buffer.of(blocks), []);
      blocks++;
    }
    expect(blocks).to.be.below(10);
    expect(ConstantPool.empty().remember(Buffer.alloc(1 << 16), [])).to.equal(undefined);
  });
});
