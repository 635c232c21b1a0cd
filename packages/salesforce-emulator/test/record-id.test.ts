import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalId, composeId, idChecksum } from '#src/record/record-id.js';

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const id15 = fc.string({ unit: fc.constantFrom(...BASE_62), minLength: 15, maxLength: 15 });

describe('record ids', () => {
  it('have the checksums of recorded ids', () => {
    for (const id of [
      '0050m000003K9VAAA0',
      '00D58000000arpqEAA',
      '00558000000yFyDAAU',
      '0Yw0m000002T4lqCAC',
    ]) {
      expect(idChecksum(id.slice(0, 15))).to.equal(id.slice(15));
    }
  });

  it('are found by 15 or 18 characters, and in any case when the checksum is there', () => {
    fc.assert(
      fc.property(id15, (id) => {
        const id18 = id + idChecksum(id);
        expect(canonicalId(id)).to.equal(id18);
        expect(canonicalId(id18)).to.equal(id18);
        expect(canonicalId(id18.toLowerCase())).to.equal(id18);
        expect(canonicalId(id18.toUpperCase())).to.equal(id18);
      }),
    );
  });

  it('differ in their 18 characters even without case when they differ at all', () => {
    fc.assert(
      fc.property(id15, id15, (a, b) => {
        fc.pre(a !== b);
        expect((a + idChecksum(a)).toLowerCase()).not.to.equal((b + idChecksum(b)).toLowerCase());
      }),
    );
  });

  it('are refused when they cannot be ids', () => {
    for (const text of ['', 'abc', '005000000000001A', '00500000000000-', '005000000000001AA!']) {
      expect(canonicalId(text), text).to.equal(null);
    }
  });

  it('count upwards in their order as text', () => {
    const ids = Array.from({ length: 200 }, (_, n) => composeId('005', 'EM0', 3_800 + n));
    expect(ids).to.deep.equal([...ids].sort());
    expect(new Set(ids).size).to.equal(200);
  });
});
