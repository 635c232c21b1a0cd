import { expect } from 'chai';
import { Repetitions } from '#src/observing/log/repetitions.js';

describe('repetitions', () => {
  const told: string[] = [];
  const come = (repetitions: Repetitions, key: string, detail = ''): void => {
    if (repetitions.isFirst(key, (count) => told.push(`${key}${detail} x${count}`))) told.push(key);
  };
  beforeEach(() => told.splice(0));

  it('a flood is one line and then one sum per interval; after a quiet interval it begins anew', () => {
    const repetitions = new Repetitions();
    come(repetitions, 'a');
    come(repetitions, 'a', ' second');
    come(repetitions, 'b');
    come(repetitions, 'a', ' third');
    expect(told.splice(0)).to.deep.equal(['a', 'b']);
    repetitions.tell();
    expect(told.splice(0), 'with what the latest said').to.deep.equal(['a third x2']);
    come(repetitions, 'a');
    come(repetitions, 'b');
    expect(told.splice(0), 'a goes on, b was quiet').to.deep.equal(['b']);
    repetitions.close();
    expect(told).to.deep.equal(['a x1']);
  });

  it('however many keys there are, they are not all told apart', () => {
    const repetitions = new Repetitions({ maxKeys: 3 });
    for (let i = 0; i < 1000; i++) come(repetitions, `k${i}`);
    repetitions.close();
    expect(told).to.deep.equal(['k0', 'k1', 'k2', 'k999 x997']);
  });
});
