import { expect } from 'chai';
import fc from 'fast-check';
import type { FieldValues } from '#src/record/row.js';
import { condition, DAY_SECONDS, sample, TODAY } from './condition-models.js';
import type { Sample } from './condition-models.js';
import { sampleOrg } from './sample-object.js';
import type { SampleOrg } from './sample-object.js';

const NOW_MS = (TODAY * DAY_SECONDS + 43_200) * 1000;

function rowOf({ owner, boss, Day, ...rest }: Sample, { users, group }: SampleOrg): FieldValues {
  const idOf = (name: string | null): string | null => {
    if (name === null) return null;
    return name === 'group' ? group.Id : (users[Number(name.slice(1))]?.Id ?? null);
  };
  const day = Day === null ? null : new Date(Day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  return { ...rest, Day: day, OwnerId: idOf(owner), BossId: idOf(boss) };
}

/** What happens to a sample after the indexes were made: it stays, changes, or is deleted. */
const life = fc.record({
  first: sample,
  then: fc.oneof(fc.constant('stays' as const), fc.constant('goes' as const), sample),
});

describe('WHERE', () => {
  it('selects exactly the rows for which its conditions hold, whatever index tells them', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 12 }), condition, (lives, { soql, holds }) => {
        const org = sampleOrg(NOW_MS);
        const rows = lives.map(({ first }) => org.insert(rowOf(first, org)));
        const stated = soql.replace(
          /\{u(\d)\}/g,
          (_, index) => org.users[Number(index)]?.Id.slice(0, 15) ?? '',
        );
        // Makes the indexes, so that what follows must be kept by them.
        org.idsWhere("SystemModstamp < 2030-01-01T00:00:00Z AND Indexed = 'x'");
        org.idsWhere(stated);
        const expected = lives.flatMap(({ first, then }, index) => {
          const row = rows[index];
          if (!row) return [];
          if (then === 'goes') org.remove(row);
          else if (then !== 'stays') org.update(row, rowOf(then, org));
          if (then === 'goes') return [];
          return holds(then === 'stays' ? first : then) ? [row.Id] : [];
        });
        expect(org.idsWhere(stated), stated).to.deep.equal(expected);
      }),
      { numRuns: 600 },
    );
  });

  it('finds ranges of stamps by their index to the last row', () => {
    const org = sampleOrg(NOW_MS);
    const stampOf = (index: number): number => TODAY * DAY_SECONDS + Math.floor(index / 2);
    const ids = Array.from({ length: 80 }, (_, index) => org.insert({ SystemModstamp: stampOf(index) }).Id);
    const within = (holds: (atMs: number) => boolean): string[] =>
      ids.filter((_, index) => holds(stampOf(index) * 1000));
    for (let fromMs = TODAY * DAY_SECONDS * 1000 - 1_500; fromMs < stampOf(80) * 1000; fromMs += 500) {
      const toMs = fromMs + 3_000;
      const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
      expect(org.idsWhere(`SystemModstamp >= ${from} AND SystemModstamp < ${to}`)).to.deep.equal(
        within((at) => at >= fromMs && at < toMs),
      );
      expect(org.idsWhere(`SystemModstamp > ${from} AND SystemModstamp <= ${to}`)).to.deep.equal(
        within((at) => at > fromMs && at <= toMs),
      );
      expect(org.idsWhere(`SystemModstamp = ${from}`)).to.deep.equal(within((at) => at === fromMs));
    }
  });

  it('finds rows in the recycle bin when told to', () => {
    const org = sampleOrg(NOW_MS);
    const [a, b, c] = ['a', 'b', 'a'].map((Text) => org.insert({ Text, SystemModstamp: 0 }));
    if (!a || !b || !c) throw new Error('three samples were inserted');
    org.remove(a);
    expect(org.idsWhere("Text = 'a'")).to.deep.equal([c.Id]);
    expect(org.idsWhere("Text = 'a'", true)).to.deep.equal([a.Id, c.Id]);
    expect(org.idsWhere('IsDeleted = true', true)).to.deep.equal([a.Id]);
  });
});
