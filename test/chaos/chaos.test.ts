import { expect } from 'chai';
import { memoryInUse } from './resources.js';
import { runSchedule } from './run-schedule.js';
import { scheduleOf } from './schedule.js';

/*
 * ICF_CHAOS_SCHEDULES=5000 runs more, ICF_CHAOS_SEED=17 begins elsewhere: with ICF_CHAOS_SCHEDULES=1 it runs one again.
 */
const SCHEDULES = Number(process.env['ICF_CHAOS_SCHEDULES'] ?? 200);
const FIRST_SEED = Number(process.env['ICF_CHAOS_SEED'] ?? 1);
/** Every so many-th is a thousand callers at once. */
const CROWD_EVERY = 100;
const SCHEDULE_LIMIT_MS = 60_000;
const MAX_GROWTH_BYTES = 24 << 20;

describe('chaos', () => {
  it(`${SCHEDULES} schedules from seed ${FIRST_SEED} on: every call ends as it may, and nothing is left behind`, async () => {
    await runSchedule(scheduleOf(0, false));
    const before = memoryInUse();
    const failures: string[] = [];
    let calls = 0;
    let succeeded = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      const again = `(again: ICF_CHAOS_SEED=${seed} ICF_CHAOS_SCHEDULES=1)`;
      try {
        const report = await runSchedule(scheduleOf(seed, seed % CROWD_EVERY === 0));
        calls += report.calls;
        succeeded += report.succeeded;
        if (report.wrong.length > 0) failures.push(`${report.wrong.join('\n    ')} ${again}`);
      } catch (error) {
        throw new Error(`schedule ${seed} ${again}: ${String(error)}`, { cause: error });
      }
    }
    expect(failures, failures.slice(0, 20).join('\n')).to.have.length(0);
    // A chaos in which nothing succeeds, or everything, tests nothing.
    expect(succeeded / calls).to.be.within(SCHEDULES < 20 ? 0 : 0.2, SCHEDULES < 20 ? 1 : 0.9);
    expect(memoryInUse() - before).to.be.below(MAX_GROWTH_BYTES);
  }).timeout(SCHEDULE_LIMIT_MS + SCHEDULES * 2_000);
});
