import { expect } from 'chai';
import { isAsExpected } from './printed.js';
import { readmeCommands } from './readme-commands.js';
import { STORIES } from './story-table.js';

const README = `
# A story

\`\`\`yaml
$ not: a command
\`\`\`

\`\`\`console
$ icf test
✔ salesforce: the target answers, in 571 ms.
$ icf search account \\
    --count
12

…
$ icf runs
\`\`\`
and
\`\`\`console
$ echo $?
0
\`\`\`
`;

describe('the README of a story', () => {
  it('has its commands in console blocks, with what they print', () => {
    expect(readmeCommands(README)).to.deep.equal([
      { text: 'icf test', expected: ['✔ salesforce: the target answers, in 571 ms.'] },
      { text: 'icf search account \\\n    --count', expected: ['12', '', '…'] },
      { text: 'icf runs', expected: [] },
      { text: 'echo $?', expected: ['0'] },
    ]);
    expect(() => readmeCommands('```console\nicf test\n```\n')).to.throw('what is no command: icf test');
  });

  it('is right where only ids, times, rates, addresses and the width of columns differ', () => {
    const printed =
      '{"event":"progress","at":"2026-01-02T03:04:05.678Z"}\nann  005EM00006lqaUEYAY  in 1,234 ms\n  Begun 2026-01-02T03:04:05Z at http://127.0.0.1:4711.\n';
    const expected = [
      '██████░░░  60%  6/10  1,000/s',
      'ann 005xx0000012345 in 7 ms',
      ' Begun 2020-01-01T00:00:00.1+02 at https://acme.my.salesforce.com.',
    ];
    expect(isAsExpected(printed, expected)).to.equal(true);
    expect(isAsExpected(printed.replace('ann', 'bob'), expected)).to.equal(false);
    expect(isAsExpected(`${printed}more\n`, expected)).to.equal(false);
    expect(isAsExpected('12 failed\n', ['13 failed'])).to.equal(false);
  });

  it('may leave out lines, and parts of a line', () => {
    expect(isAsExpected('a\nb\nc\nd e f\n', ['a', '…', 'd … f'])).to.equal(true);
    expect(isAsExpected('a\nd f\n', ['a', '…', 'd…f'])).to.equal(true);
    expect(isAsExpected('a\nb\nc\n', ['a', '…', 'd'])).to.equal(false);
    expect(isAsExpected('', [])).to.equal(true);
    expect(isAsExpected('something', [])).to.equal(false);
  });

  it('belongs to a story that has a name of its own', () => {
    const names = STORIES.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
  });
});
