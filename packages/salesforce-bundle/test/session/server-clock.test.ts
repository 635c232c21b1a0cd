import { expect } from 'chai';
import { ServerClock } from '#src/session/server-clock.js';

const NOON = Date.UTC(2026, 5, 15, 12);
const text = (ms: number): string => new Date(ms).toUTCString();

describe('the clock of the server', () => {
  it('is unknown before an answer has told the time', () => {
    const clock = new ServerClock();
    clock.note(undefined);
    clock.note('yesterday');
    expect(clock.nowMs()).to.equal(undefined);
  });

  it('goes on from what the last answer told, whatever the time is here', () => {
    const clock = new ServerClock();
    clock.note(text(NOON));
    const first = clock.nowMs()!;
    expect(first).to.be.at.least(NOON).and.below(Date.now());
    expect(clock.nowMs()).to.be.at.least(first);
    clock.note(text(NOON - 3_600_000));
    expect(clock.nowMs()).to.be.below(NOON);
    clock.note(undefined);
    expect(clock.nowMs()).to.be.below(NOON);
  });
});
