import {
  addRunItems,
  beginRun,
  endRun,
  htmlReport,
  jsonReport,
  runReport,
  textReport,
  type Database,
  type RunItem,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';

const HOSTILE = `<script>alert("x")</script> & 'o' \u001b[31m \u202e`;
const item = (name: string, outcome: string, message: string | null): RunItem => ({
  ...{ uid: `uid of ${name}`, name, identity: null },
  ...{ situation: 'AMBIGUOUS', action: 'exception', outcome, message },
});
const COUNTS = {
  AMBIGUOUS: { exception: { failed: 2 } },
  CONFIRMED: { update: { changed: 1200, unchanged: 31_000 } },
  UNASSIGNED: { report: { reported: 1 } },
};
const collect = async (pieces: AsyncIterable<string>): Promise<string> => {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
};

describeOnBoth('the report of a run', (database) => {
  const finished = async (
    db: Database,
    items: readonly RunItem[],
    counts: object = COUNTS,
    job = 'nightly',
  ) => {
    const { id } = await beginRun(db, { job, kind: 'reconciliation', fingerprint: 'f' });
    await addRunItems(db, id, 0, items);
    await endRun(db, id, 'done', counts as never);
    return runReport(db, id);
  };
  const ITEMS = [
    item('zoe', 'reported', null),
    item(HOSTILE, 'failed', `Correlation finds 2 identities: ${HOSTILE}`),
    item('ann', 'failed', null),
  ];

  it('counts, lists every failure with its reason, and says what is left, as text', async () => {
    const text = await collect(textReport(await finished(database(), ITEMS)));
    expect(text).to.match(/^nightly: reconciliation \d+\nFinished after 0 s\./);
    expect(text).to.include('32,203 in all: 1,200 changed, 31,000 unchanged, 1 to be looked at, 2 failed.');
    expect(text).to.match(/CONFIRMED +update +1,200 +31,000 +0 +0\n/);
    expect(text).to.include(
      '  ann, uid of ann (AMBIGUOUS, exception): not linked, and correlation finds several',
    );
    expect(text).to.include('2 failed and wait for what their reasons say.');

    expect(text, 'nothing that a terminal obeys').not.to.match(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('is JSON that a program reads', async () => {
    const { run, totals, rows, items } = JSON.parse(
      await collect(jsonReport(await finished(database(), ITEMS))),
    ) as Record<'run' | 'totals' | 'rows', object> & { readonly items: readonly RunItem[] };
    expect(run).to.include({ job: 'nightly', state: 'done' });
    expect(totals).to.deep.equal({ changed: 1200, unchanged: 31_000, reported: 1, failed: 2 });
    expect(rows).to.have.length(3);
    expect(items.map(({ name }) => name)).to.deep.equal([HOSTILE, 'ann', 'zoe']);
  });

  it('is a page that loads and runs nothing, and shows what it is given as text', async () => {
    const page = await collect(htmlReport(await finished(database(), ITEMS, COUNTS, HOSTILE)));
    expect(page).not.to.match(/<script|javascript:|https?:|\son\w+=|\u202e/i);
    expect(page.split('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;o&#39;')).to.have.length(
      6,
    );
    expect(page).to.include(`default-src 'none'`).and.include('prefers-color-scheme: dark');
    expect(page).to.include('<svg').and.include('role="img"');
    expect(page).to.include('CONFIRMED, update: 32,200, of which 1,200 changed, 31,000 unchanged.');
    const opened = [...page.matchAll(/<(main|table|tbody|thead|tr|td|th|svg|text|ul|li|div|h2|p)[ >]/g)].map(
      ([, tag]) => tag!,
    );
    const closed = [...page.matchAll(/<\/(main|table|tbody|thead|tr|td|th|svg|text|ul|li|div|h2|p)>/g)].map(
      ([, tag]) => tag!,
    );
    expect(closed.sort()).to.deep.equal(opened.sort());
  });

  it('says so where nothing happened', async () => {
    const report = await finished(database(), [], {});
    expect(await collect(textReport(report)))
      .to.include('There was nothing to do.')
      .and.include('Nothing is left to do.');
    expect(await collect(htmlReport(report))).not.to.include('<svg');
    expect(JSON.parse(await collect(jsonReport(report)))).to.deep.include({ items: [], rows: [] });
  });

  it('asks for no such run in plain words', async () => {
    const refused = await runReport(database(), '999999').catch((error: Error) => error.message);
    expect(refused).to.match(/^There is no run 999999 in /);
  });

  it('holds few of many failures at a time', async () => {
    const db = database();
    const many = Array.from({ length: 5_000 }, (_, at) => item(`n${at}`, 'failed', 'no'));
    const { run } = await finished(db, many);
    const counting: { largest: number } = { largest: 0 };
    const watched: Database = {
      name: db.name,
      transaction: (work) => db.transaction(work),
      exclusive: (key, work) => db.exclusive(key, work),
      close: () => db.close(),
      query: async (...args) => {
        const rows = await db.query(...args);
        counting.largest = Math.max(counting.largest, rows.length);
        return rows as never;
      },
    };
    let longest = 0;
    let lines = 0;
    for await (const piece of htmlReport(await runReport(watched, run.id))) {
      longest = Math.max(longest, piece.length);
      if (piece.startsWith('<tr>')) lines++;
    }
    expect(lines).to.equal(5_000);
    expect(counting.largest).to.equal(1_000);
    expect(longest).to.be.below(10_000);
  });
});
