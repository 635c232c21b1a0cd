import { expect } from 'chai';
import { savedInputs } from './corpus.js';
import { Fuzzer } from './fuzzer.js';

describe('fuzzing', () => {
  it('every input that earlier runs kept is read and written as it must be', () => {
    const inputs = savedInputs();
    expect(inputs).to.have.length.above(100);
    const fuzzer = new Fuzzer(1);
    expect(fuzzer.features).to.have.property('size').above(inputs.length);
    return fuzzer.dispose();
  });

  it('6,000 more, bred from these', async () => {
    const fuzzer = new Fuzzer(20261122);
    while (fuzzer.runs < 6000) {
      fuzzer.step();
      if (fuzzer.runs % 15 === 0) await fuzzer.session();
    }
    // Neither all refused nor all accepted: the mutations are neither too wild nor too tame.
    const { streams, decoded, refused } = fuzzer.progress;
    expect(decoded / streams).to.be.within(0.2, 0.8);
    expect(refused / streams).to.be.within(0.2, 0.8);
    await fuzzer.dispose();
  });
});
