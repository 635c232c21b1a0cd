import { expect } from 'chai';
import { Interruption } from '#src/common/interruption.js';
import { OperationOptions } from '#src/common/operation-options.js';

describe('interruption', () => {
  it('makes its reason when somebody asks, and once', () => {
    let made = 0;
    const interruption = new Interruption();
    expect(interruption.reason).to.equal(undefined);
    interruption.interrupt(() => new Error(`reason ${++made}`));
    expect(interruption.aborted).to.equal(true);
    expect(made).to.equal(0);
    expect(interruption.reason).to.equal(interruption.reason);
    expect(() => interruption.throwIfAborted()).to.throw('reason 1');
    interruption.interrupt(() => new Error('too late'));
    expect(interruption.reason).to.have.property('message', 'reason 1');
  });

  for (const [when, asksFirst] of [
    ['before', true],
    ['after', false],
  ] as const) {
    it(`its signal, asked for ${when} the end, is one and is aborted with the reason`, () => {
      const interruption = new Interruption();
      const options = OperationOptions.NONE.with({ abort: interruption });
      const early = asksFirst ? options.signal : undefined;
      const error = new Error('over');
      interruption.interrupt(() => error);
      expect(options.signal).to.equal(early ?? interruption.signal);
      expect(options.signal).to.include({ aborted: true, reason: error });
    });
  }

  it('calls its listeners once, but not those that left', () => {
    const called: string[] = [];
    const interruption = new Interruption();
    const leaver = (): void => void called.push('left');
    interruption.addEventListener('abort', leaver);
    interruption.addEventListener('abort', () => called.push('stayed'));
    interruption.removeEventListener('abort', leaver);
    interruption.interrupt(() => undefined);
    interruption.interrupt(() => undefined);
    interruption.addEventListener('abort', () => called.push('came late'));
    expect(called).to.deep.equal(['stayed']);
  });

  it('ends a wait with its reason; what has come before, comes', async () => {
    const interruption = new Interruption();
    const waiting = interruption.guard(new Promise(() => undefined));
    const error = new Error('over');
    interruption.interrupt(() => error);
    expect(await waiting.catch((reason: unknown) => reason)).to.equal(error);
    expect(await interruption.guard(Promise.resolve('there'))).to.equal('there');
    const never = interruption.guard(new Promise(() => undefined));
    expect(await never.catch((reason: unknown) => reason)).to.equal(error);
  });
});
