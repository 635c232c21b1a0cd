import { SyncToken } from '@icf-ts/framework';
import { expect } from 'chai';
import { SeenRows, markOf } from '#src/sync/seen-rows.js';
import {
  ACCOUNT,
  facadeOf,
  failureOf,
  openBench,
  person,
  type Bench,
} from '../connector/salesforce-facade.js';

/** What a token may have for one class: remembered rows, and digests of four tables. */
const MAX_CHARACTERS = 60_000;

interface TokenJson {
  readonly v: number;
  readonly class: string;
  readonly classes: {
    readonly __ACCOUNT__: {
      readonly rows: { readonly from: string };
      readonly tables: Record<string, object>;
    };
  };
}

describe('rows that a token remembers', () => {
  it('are the youngest thousand', () => {
    const marks = Array.from({ length: 1_500 }, (_, at) => markOf(at));
    const read = SeenRows.read(SeenRows.of(marks).text)!;
    expect([...read.marks()]).to.deep.equal(marks.slice(500));
    for (const text of ['short', 'a b c d ', marks.join(''), 8])
      expect(SeenRows.read(text)).to.equal(undefined);
  });
});

describe('sync tokens', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ users: 5, licenses: { salesforce: 5_000 } });
  });
  after(() => bench.close());

  const refusal = async (value: string | number): Promise<string> => {
    const error = await failureOf(bench.facade.sync(ACCOUNT, new SyncToken(value)).toArray());
    expect(error.name).to.equal('IllegalArgumentException');
    expect(error.message).to.include('getLatestSyncToken');
    return error.message;
  };
  const latest = async (): Promise<TokenJson> =>
    JSON.parse(String((await bench.facade.getLatestSyncToken(ACCOUNT))!.value)) as TokenJson;

  it('can be read, and tell version and object class', async () => {
    const token = await latest();
    expect(token).to.include({ v: 1, class: '__ACCOUNT__' });
    expect(token.classes.__ACCOUNT__.rows.from).to.match(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Object.keys(token.classes.__ACCOUNT__.tables)).to.include('GroupMember.UserOrGroupId');
  });

  it('are good in another process', async () => {
    const token = await bench.facade.getLatestSyncToken(ACCOUNT);
    const uid = await bench.facade.create(ACCOUNT, person());
    const facade = facadeOf(bench.org);
    bench.facades.push(facade);
    const deltas = await facade.sync(ACCOUNT, token).toArray();
    expect(deltas.map((delta) => delta.uid.value)).to.deep.equal([uid.value]);
  });

  it('of others are refused, and damaged ones', async () => {
    bench.org.calls.reset();
    expect(await refusal(17)).to.include('not a token of this connector');
    expect(await refusal('2026-01-01')).to.include('not a token of this connector');
    const good = await latest();
    bench.org.calls.reset();
    expect(await refusal(JSON.stringify({ ...good, v: 2 }))).to.include('version 2');
    expect(await refusal(JSON.stringify({ ...good, class: '__GROUP__' }))).to.include('__GROUP__');
    const state = good.classes.__ACCOUNT__;
    const { tables } = state;
    const [name, table] = Object.entries(tables)[0]!;
    const injected = "2026-01-01T00:00:00.000Z OR Name != ''";
    for (const damaged of [
      undefined,
      {},
      { ...state, rows: { ...state.rows, from: injected } },
      { ...state, rows: { ...state.rows, seen: 'abc' } },
      { ...state, rows: { ...state.rows, after: "x' OR Name != '" } },
      { ...state, deleted: { from: 'now', seen: '' } },
      { ...state, tables: { ...tables, [name]: { ...table, owners: "='" } } },
      { ...state, tables: { ...tables, [name]: { ...table, count: '1' } } },
    ]) {
      expect(await refusal(JSON.stringify({ ...good, classes: { __ACCOUNT__: damaged } }))).to.include(
        'damaged',
      );
    }
    expect(bench.org.calls.total).to.equal(0);
  });

  it('stay short when many rows change, which are then told again rather than lost', async function () {
    this.timeout(60_000);
    const many = await openBench({ users: 1_200 });
    const token = await many.facade.getLatestSyncToken(ACCOUNT);
    many.org.failNext({ change: { object: 'User', rows: 1_100 } });
    const first = many.facade.sync(ACCOUNT, token);
    const deltas = await first.toArray();
    expect(deltas.length).to.be.at.least(1_090);
    for (const delta of deltas) expect(String(delta.token.value).length).to.be.below(MAX_CHARACTERS);
    const again = await many.facade.sync(ACCOUNT, first.result!).toArray();
    expect(again.length).to.be.within(1, 110);
    await many.close();
  });
});
