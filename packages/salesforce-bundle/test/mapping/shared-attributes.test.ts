import { attribute } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { sharedAttributes } from '#src/mapping/shared-attributes.js';

describe('shared attributes', () => {
  it('are what would have been made, whatever came before', () => {
    const json = fc.oneof(fc.integer({ max: 300, min: 0 }), fc.constantFrom('1', 'a', '', true, false));
    fc.assert(
      fc.property(fc.array(json, { maxLength: 3_000, size: 'max' }), (values) => {
        const make = sharedAttributes((value) => attribute('x', value as string));
        for (const value of values) expect(make(value).values).to.deep.equal([value]);
      }),
      { numRuns: 30 },
    );
  });

  it('are one for one value, as long as values come again', () => {
    let made = 0;
    const make = sharedAttributes((value) => {
      made++;
      return attribute('x', value as string);
    });
    for (let at = 0; at < 10_000; at++) make(`zone ${at % 20}`);
    expect(made).to.equal(20);
    expect(make('zone 1')).to.equal(make('zone 1'));
    for (let at = 0; at < 50_000; at++) make(`name ${at}`);
    expect(make('zone 1')).to.not.equal(make('zone 1'));
  });
});
