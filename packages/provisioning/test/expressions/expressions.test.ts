import { expect } from 'chai';
import { compileExpression } from '#src/expressions/expression.js';

const run = (text: string, value: never | unknown = null): unknown =>
  compileExpression(text, ['value', 'identity', 'object']).evaluate({
    value: value as never,
    identity: { first: 'Ann' },
    object: {},
  });

describe('expressions', () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ['value + 1', 5, 6],
    ['value * 2 - 1', 5, 9],
    ['7 / value', 2, 3.5],
    ['value > 3 && value == 5', 5, true],
    ['value.lower() + value.upper()', 'Aé', 'aéAÉ'],
    ['value.ascii()', 'Straße Łódź Ærø 東', 'Strasse Lodz AEro '],
    ['value.left(2)', '👍🏽ab', '👍🏽'],
    ['value.left(9)', 'ab', 'ab'],
    ['value.replace("a", "$&")', 'banana', 'b$&n$&n$&'],
    ['value.trim().split(",")', ' a,b ', ['a', 'b']],
    ['identity.?last.orValue("none")', null, 'none'],
    ['identity[?"no such"]', null, undefined],
    ['{"a": 1, "b": [true, null]}', null, { a: 1, b: [true, null] }],
    ['timestamp("2024-02-29T12:00:00Z")', null, '2024-02-29T12:00:00.000Z'],
    ['value.matches("^[a-z]+$") && !value.matches("\\\\d")', 'abc', true],
  ];
  for (const [text, value, expected] of cases) {
    it(`works out ${text}`, () => expect(run(text, value)).to.deep.equal(expected));
  }

  it('match patterns in time that grows with the text alone', () => {
    // With JavaScript's own patterns this one takes hours.
    expect(run('value.matches("^(a+)+$")', `${'a'.repeat(5_000)}b`)).to.equal(false);
    expect(run('["matches"].exists(x, x.matches("^matches$") && value.matches(x))', 'matches')).to.equal(
      true,
    );
  });

  it('cannot reach what is not data', () => {
    expect(() => run('value.constructor', 'x')).to.throw('No such key: constructor');
    expect(() => run('identity.__proto__')).to.throw('No such key: __proto__');
    expect(() => run('process.exit(1)')).to.throw('Unknown variable: process');
  });

  it('say where they are wrong', () => {
    expect(() => run('value + nothing'))
      .to.throw('Unknown variable: nothing')
      .with.property('offset', 8);
    expect(() => run('identity.last')).to.throw('No such key: last (ask with has(…)');
    expect(() => run('1.0 / 0.0')).to.throw('no number of JSON');
    expect(() => run('9007199254740993')).to.throw('too large for a number of JSON');
  });

  it('tell which members of an object they read', () => {
    const members = (text: string) => compileExpression(text, ['object']).membersOf('object');
    expect([...members('object.A + object["b c"] + object.?D.orValue(object[?"E"])')!]).to.deep.equal([
      'A',
      'b c',
      'D',
      'E',
    ]);
    expect(members('object[object.A]')).to.equal(undefined);
    expect(members('size(object)')).to.equal(undefined);
  });
});
