import { runLive, type Clock, type Database, type ScheduledJob } from '@icf-ts/provisioning';
import { expect } from 'chai';

/** Jobs that are scheduled need no repository of their own. */
const NO_DATABASE = undefined as unknown as Database;

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

interface Scripted extends Pick<ScheduledJob, 'name' | 'schedule' | 'timeZone'> {
  readonly takesMs?: number;
  readonly fails?: (count: number) => boolean;
}

async function took(
  jobs: readonly Scripted[],
  { start, count }: { readonly start: string; readonly count: number },
): Promise<{ log: string[]; events: string[] }> {
  const clock = new OwnClock(start);
  const stop = new AbortController();
  const log: string[] = [];
  const events: string[] = [];
  const runs = new Map<string, number>();
  const scheduled = jobs.map(({ takesMs = 0, fails, ...job }) => ({
    ...job,
    run: () => {
      const times = (runs.get(job.name) ?? 0) + 1;
      runs.set(job.name, times);
      log.push(`${job.name} ${clock.now().toISOString()}`);
      clock.ms += takesMs;
      if (log.length >= count) stop.abort();
      return fails?.(times) ? Promise.reject(new Error(`no ${times}`)) : Promise.resolve();
    },
  }));
  await runLive(
    NO_DATABASE,
    { scheduled },
    {
      intervalMs: 1,
      signal: stop.signal,
      clock,
      onEvent: (event) =>
        events.push(
          event.kind === 'failed' ? `${event.error.message}, again in ${event.retryInMs}` : event.kind,
        ),
    },
  );
  return { log, events };
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

  it('comes when it would have come, after a failure too, and tells when it works again', async () => {
    const { log, events } = await took(
      [
        {
          name: 'flaky',
          schedule: '*/10 * * * *',
          timeZone: 'UTC',
          takesMs: 60_000,
          fails: (at) => at === 2,
        },
      ],
      { start: '2026-11-22T00:00:00Z', count: 4 },
    );
    expect(log.map((line) => line.slice(17, 22))).to.deep.equal(['00:10', '00:20', '00:30', '00:40']);
    expect(events).to.deep.equal(['ran', 'no 2, again in 540000', 'recovered', 'ran', 'ran']);
  });

  it('ends when nothing is left to come', async () => {
    const { log } = await took([{ name: 'never', schedule: '0 0 30 2 *' }], {
      start: '2026-11-22T00:00:00Z',
      count: 1,
    });
    expect(log).to.deep.equal([]);
  });

  it('ends while it waits, when it is told to', async () => {
    const stop = new AbortController();
    const late = { name: 'late', schedule: '0 0 1 1 *', run: () => Promise.resolve() };
    const done = runLive(NO_DATABASE, { scheduled: [late] }, { intervalMs: 1, signal: stop.signal });
    stop.abort();
    await done;
  });
});
