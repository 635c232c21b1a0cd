import { AttributeSet, attribute, type Attribute } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';

/** Few names in several spellings, so that sets of the same names, of the same number and with doubles all come. */
const anyName = fc.constantFrom('mail', 'MAIL', 'Mail', 'title', 'Title', 'city', 'CITY', 'x1', 'x2', 'x3');
const anyNames = fc.array(anyName, { maxLength: 6 });

/** What the set is: the later of two in the place of the earlier, found in any case. */
const model = (attributes: readonly Attribute[]): Map<string, Attribute> =>
  new Map(attributes.map((item) => [item.name.toLowerCase(), item]));

describe('sets of attributes, one after another', () => {
  it('each holds and finds its own, whatever sets came before it', () => {
    fc.assert(
      fc.property(fc.array(anyNames, { minLength: 1, maxLength: 30 }), (sets) => {
        for (const names of sets) {
          const attributes = names.map((name, at) => attribute(name, at));
          const set = AttributeSet.of(attributes);
          const wanted = model(attributes);
          expect([...set]).to.deep.equal([...wanted.values()]);
          expect(set.size).to.equal(wanted.size);
          for (const name of ['mail', 'MaIl', 'TITLE', 'city', 'x1', 'X3', 'absent']) {
            expect(set.get(name)).to.equal(wanted.get(name.toLowerCase()));
            expect(set.has(name)).to.equal(wanted.has(name.toLowerCase()));
          }
        }
      }),
      { seed: 20261122 },
    );
  });

  it('a change of the list it was made of does not reach it', () => {
    const list = [attribute('mail', 'a'), attribute('title', 'b')];
    const set = AttributeSet.of(list);
    list.reverse().pop();
    expect([...set].map(({ name }) => name)).to.deep.equal(['mail', 'title']);
  });

  it('a set of very many names is as good as any', () => {
    const many = Array.from({ length: 500 }, (_, at) => attribute(`name${at}`, at));
    for (const set of [AttributeSet.of(many), AttributeSet.of(many)]) {
      expect(set.size).to.equal(500);
      expect(set.single('NAME499')).to.equal(499);
    }
  });
});
