import { expect } from 'chai';
import fc from 'fast-check';
import { fromPattern, toPattern } from '#src/protocol/rows/message-pattern.js';

/** As ConnId's client, which formats with Java's MessageFormat, was seen to read them. */
const SEEN: readonly (readonly [text: string, pattern: string])[] = [
  ["It's the host's name", "It''s the host''s name"],
  ["'", "''"],
  ['Like {0} or {name}', "Like {0} or '{'name}"],
  ['A } alone, a { too', "A } alone, a '{' too"],
  ['Plain {0} text', 'Plain {0} text'],
];

describe('message pattern', () => {
  for (const [text, pattern] of SEEN) {
    it(`of: ${text}`, () => {
      expect(toPattern(text)).to.equal(pattern);
      expect(fromPattern(pattern)).to.equal(text);
    });
  }

  it('reads a quotation of Java authors', () => {
    expect(fromPattern("Like '{0}' or '{name}'")).to.equal('Like {0} or {name}');
  });

  it('stands for the text that it was made of, whatever that is', () => {
    const piece = fc.constantFrom("'", '{', '}', '{0}', 'a', ' ', "''", '{x}');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(fromPattern(toPattern(pieces.join('')))).to.equal(pieces.join(''));
      }),
    );
  });
});
