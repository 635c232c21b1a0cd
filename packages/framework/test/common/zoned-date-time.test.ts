import { ZonedDateTime } from '@icf-ts/framework';
import { expect } from 'chai';

describe('ZonedDateTime', () => {
  const cases: readonly (readonly [given: string, text: string, instant: string])[] = [
    [
      '2024-02-29T23:59:58.123456789+02:00',
      '2024-02-29T23:59:58.123456789+02:00',
      '2024-02-29T21:59:58.123Z',
    ],
    ['2024-07-01T12:00Z', '2024-07-01T12:00Z', '2024-07-01T12:00:00.000Z'],
    ['2026-11-22T00:15:20.000+0000', '2026-11-22T00:15:20.000+00:00', '2026-11-22T00:15:20.000Z'],
    ['2026-01-01T00:00:00-05', '2026-01-01T00:00:00-05:00', '2026-01-01T05:00:00.000Z'],
    [
      '2026-01-01T00:00:00+01:00[Europe/Vienna]',
      '2026-01-01T00:00:00+01:00[Europe/Vienna]',
      '2025-12-31T23:00:00.000Z',
    ],
  ];
  for (const [given, text, instant] of cases) {
    it(`reads ${given}`, () => {
      const value = new ZonedDateTime(given);
      expect(value.text).to.equal(text);
      expect(value.toDate().toISOString()).to.equal(instant);
    });
  }

  it('refuses a text without an offset', () => {
    expect(() => new ZonedDateTime('2024-07-01T12:00:00')).to.throw(/offset/);
  });
});
