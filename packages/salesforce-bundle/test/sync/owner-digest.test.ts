import { expect } from 'chai';
import fc from 'fast-check';
import { OwnerDigest, type OwnerRange } from '#src/sync/owner-digest.js';

const idOf = (owner: number): string => `005EM00000${String(owner).padStart(5, '0')}AAA`;
const short = (owner: number): string => idOf(owner).slice(0, 15);
/** Enough for a token of three tables. */
const MAX_CHARACTERS = 5_000;

type Rows = readonly (readonly [owner: number, row: number])[];

const sorted = (rows: Rows): Rows => [...rows].sort(([a], [b]) => a - b);

function built(rows: Rows): OwnerDigest {
  const digest = new OwnerDigest();
  for (const [owner, row] of sorted(rows)) digest.append(idOf(owner), String(row));
  return OwnerDigest.read(digest.bounded().text)!;
}

const covers = ({ from, to }: OwnerRange, owner: number): boolean =>
  (from === undefined || short(owner) >= from) && (to === undefined || short(owner) < to);

describe('the digest of the owners of rows', () => {
  for (const owners of [150, 3_000]) {
    it(`of up to ${owners} owners tells of all whose rows have gone or come unexpectedly`, () => {
      const row = fc.tuple(fc.nat({ max: owners }), fc.nat());
      fc.assert(
        fc.property(
          fc.array(row, { maxLength: owners, size: 'max' }),
          fc.array(row, { maxLength: 5 }),
          fc.array(row, { maxLength: 5 }),
          fc.nat({ max: 10 }),
          (before, expectedNew, unexpected, gone) => {
            const expected = built(before).copy();
            for (const [owner, id] of expectedNew) expected.add(idOf(owner), String(id));
            const now = expected.emptied();
            for (const [owner, id] of sorted([...before.slice(gone), ...expectedNew, ...unexpected]))
              now.add(idOf(owner), String(id));
            const changed = now.changedSince(expected);
            const told = (owner: number): boolean =>
              changed.owners.includes(short(owner)) || changed.ranges.some((range) => covers(range, owner));
            // A row that came as another of its owner went is no change: an id comes once.
            const came = unexpected.filter((one) => !before.slice(0, gone).includes(one));
            for (const [owner] of [...before.slice(0, gone), ...came]) expect(told(owner)).to.equal(true);
          },
        ),
        { numRuns: 60, endOnFailure: true },
      );
    });
  }

  it('is the same for the same rows in any order', () => {
    const rows = fc.array(fc.tuple(fc.nat({ max: 300 }), fc.nat()), { maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(rows, (some) => {
        const digest = built(some);
        const again = digest.emptied();
        for (const [owner, row] of [...some].reverse()) again.add(idOf(owner), String(row));
        expect(again.changedSince(digest)).to.deep.equal({ owners: [], ranges: [] });
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('names few owners exactly, and cuts many into ranges of about the same size', () => {
    const few = built([
      [3, 1],
      [7, 2],
    ]);
    const now = few.emptied();
    now.add(idOf(3), '1');
    expect(now.changedSince(few)).to.deep.equal({ owners: [short(7)], ranges: [] });

    const rows: Rows = Array.from({ length: 20_000 }, (_, owner) => [owner, owner] as const);
    const many = built(rows);
    const without = many.emptied();
    for (const [owner, row] of rows) if (owner !== 12_345) without.add(idOf(owner), String(row));
    const { owners, ranges } = without.changedSince(many);
    expect(owners).to.deep.equal([]);
    expect(ranges).to.have.length(1);
    const told = rows.filter(([owner]) => covers(ranges[0]!, owner));
    expect(told.map(([owner]) => owner)).to.include(12_345);
    expect(told.length).to.be.at.most(256);
  });

  it('stays short, and refuses what is none', () => {
    const many = built(Array.from({ length: 5_000 }, (_, owner) => [owner, owner] as const));
    expect(many.text.length).to.be.below(MAX_CHARACTERS);
    for (const text of ['', '=x', "=005EM0000000001' OR", `=${'a'.repeat(23 * 201)}`, 7, null])
      expect(OwnerDigest.read(text)).to.equal(undefined);
  });
});
