import { runSchedule, type Clock, type Turn } from '@icf-ts/provisioning';
import { expect } from 'chai';

/** Time passes only by waiting for it, and by what turns take. */
class OwnClock implements Clock {
  readonly waits: number[] = [];
  ms: number;
  constructor(start: string) {
    this.ms = Date.parse(start);
  }
  now(): Date {
    return new Date(this.ms);
  }
  wait(ms: number): Promise<void> {
    this.waits.push(ms);
    this.ms += ms;
    return Promise.resolve();
  }
}

async function took(
  turns: readonly (Omit<Turn, 'run'> & { takesMs?: number; fails?: (count: number) => boolean })[],
  { start, count }: { start: string; count: number },
): Promise<{ log: string[]; failures: string[] }> {
  const clock = new OwnClock(start);
  const stop = new AbortController();
  const log: string[] = [];
  const failures: string[] = [];
  const runs = new Map<string, number>();
  await runSchedule(
    turns.map(({ takesMs = 0, fails, ...turn }) => ({
      ...turn,
      run: () => {
        const times = (runs.get(turn.name) ?? 0) + 1;
        runs.set(turn.name, times);
        log.push(`${turn.name} ${clock.now().toISOString()}`);
        clock.ms += takesMs;
        if (log.length === count) stop.abort();
        return fails?.(times) ? Promise.reject(new Error(`no ${times}`)) : Promise.resolve();
      },
    })),
    {
      signal: stop.signal,
      clock,
      onFailure: ({ name }, error, nextAt) =>
        failures.push(`${name}: ${(error as Error).message}, again at ${nextAt?.toISOString()}`),
    },
  );
  return { log, failures };
}

describe('the schedule', () => {
  it('follows cron expressions in their time zones, over the change to summer time', async () => {
    const { log } = await took(
      [
        { name: 'berlin', schedule: '30 2 * * *', timeZone: 'Europe/Berlin' },
        { name: 'utc', schedule: '0 12 * * *', timeZone: 'UTC' },
      ],
      { start: '2027-03-27T00:00:00Z', count: 4 },
    );
    expect(log[0]).to.equal('berlin 2027-03-27T01:30:00.000Z');
    expect(log[1]).to.equal('utc 2027-03-27T12:00:00.000Z');
    // 02:30 does not exist on the 28th: the clock goes from 02:00 to 03:00.
    expect(log[2]).to.match(/^berlin 2027-03-28T01:[03]0:00\.000Z$/);
    expect(log[3]).to.equal('utc 2027-03-28T12:00:00.000Z');
  });

  it('takes one turn at a time, and once what was due several times meanwhile', async () => {
    const { log } = await took(
      [
        { name: 'long', schedule: '0 * * * *', timeZone: 'UTC', takesMs: 150 * 60_000 },
        { name: 'often', schedule: '*/10 * * * *', timeZone: 'UTC' },
      ],
      { start: '2026-11-22T00:55:00Z', count: 4 },
    );
    expect(log).to.deep.equal([
      'long 2026-11-22T01:00:00.000Z',
      'often 2026-11-22T03:30:00.000Z',
      'often 2026-11-22T03:40:00.000Z',
      'often 2026-11-22T03:50:00.000Z',
    ]);
  });

  it('waits the interval after the end of a turn, and longer and longer while it fails', async () => {
    const { log, failures } = await took(
      [{ name: 'live', everyMs: 10_000, takesMs: 1_000, fails: (count) => count > 1 && count < 5 }],
      { start: '2026-11-22T00:00:00Z', count: 7 },
    );
    const seconds = log.map(
      (line) => (Date.parse(line.slice(5)) - Date.parse('2026-11-22T00:00:00Z')) / 1_000,
    );
    expect(seconds).to.deep.equal([0, 11, 32, 73, 154, 165, 176]);
    expect(failures).to.have.length(3);
    expect(failures[0]).to.equal('live: no 2, again at 2026-11-22T00:00:32.000Z');
  });

  it('ends when nothing is left to come', async () => {
    const { log } = await took([{ name: 'never' }], { start: '2026-11-22T00:00:00Z', count: 1 });
    expect(log).to.deep.equal([]);
  });

  it('ends while it waits, when it is told to', async () => {
    const stop = new AbortController();
    const done = runSchedule([{ name: 'late', schedule: '0 0 1 1 *', run: () => Promise.resolve() }], {
      signal: stop.signal,
      onFailure: () => undefined,
    });
    stop.abort();
    await done;
  });
});
