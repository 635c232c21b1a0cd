import { get } from 'node:http';
import { expect } from 'chai';
import type { Fault } from '@icf-ts/salesforce-emulator';
import { openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';

let client: OrgClient;
const start = async (options = {}): Promise<OrgClient> => (client = await openClient(options));
const limits = (): Promise<Answer> => client.call('GET', '/limits');
const statuses = async (count: number, call = limits): Promise<number[]> => {
  const seen: number[] = [];
  for (let k = 0; k < count; k++) seen.push((await call()).status);
  return seen;
};
const stamp = async (id: string): Promise<number> => {
  const [row] = await client.rows(`SELECT SystemModstamp FROM User WHERE Id = '${id}'`);
  return Date.parse(row?.SystemModstamp);
};

describe('which requests a fault hits', () => {
  afterEach(() => client.close());

  it('is told by method and object, in paths and statements', async () => {
    await start();
    client.org.failNext({ object: 'user', times: 2, method: ['get'] });
    expect((await client.query('SELECT Id FROM Profile')).status).to.equal(200);
    expect((await client.call('POST', '/sobjects/User', {})).status).to.equal(400);
    expect((await client.query('SELECT Id FROM User')).status).to.equal(503);
    expect((await client.call('GET', '/sobjects/User/describe')).status).to.equal(503);
    expect((await client.query('SELECT Id FROM User')).status).to.equal(200);
  });

  it('can begin with the nth match and never end', async () => {
    await start();
    client.org.failNext({ nth: 3, times: 0 });
    expect(await statuses(5)).to.deep.equal([200, 200, 503, 503, 503]);
    expect(client.org.faults.list()).to.deep.equal([{ fault: { nth: 3, times: 0 }, seen: 5, hits: 3 }]);
    client.org.faults.clear();
    expect(await statuses(1)).to.deep.equal([200]);
  });

  it('can be left to chance, the same for the same seed', async () => {
    await start();
    const series = async (seed: number): Promise<string> => {
      client.org.failNext({ probability: 0.5, seed, times: 0 });
      const seen = await statuses(24);
      client.org.faults.clear();
      return seen.join();
    };
    const first = await series(5);
    expect(first).to.include('200').and.include('503');
    expect(await series(5)).to.equal(first);
    expect(await series(6)).not.to.equal(first);
  });

  it('is checked when planned', async () => {
    await start();
    const plan = (fault: unknown) => () => {
      client.org.failNext(fault as Fault);
    };
    expect(plan({ kind: 'bang' })).to.throw(TypeError, 'kind must be one of sessionExpired');
    expect(plan({ object: 'Nothing' })).to.throw(TypeError, 'object must name an object of the org');
    expect(plan({ change: { object: 'User', values: { Nope: 1 } } })).to.throw('cannot set User.Nope');
  });
});

describe('what a fault does', () => {
  afterEach(() => client.close());

  it('ends the session of the request alone', async () => {
    await start();
    const other = await openClientOf(client);
    client.org.failNext({ kind: 'sessionExpired' });
    expect((await limits()).json[0].errorCode).to.equal('INVALID_SESSION_ID');
    expect((await limits()).status).to.equal(401);
    expect((await other.call('GET', '/limits')).status).to.equal(200);
  });

  it('refuses by limit: once, or by using up the day', async () => {
    await start();
    client.org.failNext({ kind: 'requestLimit' });
    const once = await limits();
    expect([once.status, once.json[0].errorCode]).to.deep.equal([403, 'REQUEST_LIMIT_EXCEEDED']);
    client.org.failNext({ kind: 'dailyLimit' });
    expect(await statuses(2)).to.deep.equal([403, 403]);
  });

  it('locks rows against writes', async () => {
    await start();
    client.org.failNext({ kind: 'lockRow', object: 'User' });
    expect((await client.query('SELECT Id FROM User')).status).to.equal(200);
    const { status, json } = await client.call('POST', '/sobjects/User', {});
    expect([status, json[0].errorCode]).to.deep.equal([400, 'UNABLE_TO_LOCK_ROW']);
  });

  it('never answers, whether the write took effect or not', async () => {
    await start();
    const create = async (kind: 'timeoutBefore' | 'timeoutAfter'): Promise<unknown> => {
      const values = await client.newUser({ EmployeeNumber: kind });
      client.org.failNext({ kind, method: 'POST' });
      const waiting = new AbortController();
      const { url } = client.org;
      const call = fetch(`${url}/services/data/v62.0/sobjects/User`, {
        method: 'POST',
        headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(values),
        signal: waiting.signal,
      }).then(
        () => 'answered',
        () => 'gave up',
      );
      // The fault is gone from the plan when the request has come; then a whole other call fits in.
      while (client.org.faults.list().length > 0) await limits();
      if (kind === 'timeoutAfter')
        while ((await client.rows("SELECT Id FROM User WHERE EmployeeNumber = 'timeoutAfter'")).length === 0);
      waiting.abort();
      return call;
    };
    expect(await create('timeoutBefore')).to.equal('gave up');
    expect(await create('timeoutAfter')).to.equal('gave up');
    const made = await client.rows("SELECT EmployeeNumber FROM User WHERE EmployeeNumber LIKE 'timeout%'");
    expect(made.map((row) => row.EmployeeNumber)).to.deep.equal(['timeoutAfter']);
  });

  it('resets the connection after the given bytes of the body', async () => {
    await start();
    client.org.failNext({ cutAfterBytes: 10 });
    const { bytes, length, code } = await rawGet(client);
    // A reset overtakes what the client's system has not handed on yet: never more arrives, sometimes less.
    expect(bytes).to.be.at.most(10);
    if (length !== null) expect(length).to.be.greaterThan(10);
    expect(code).to.equal('ECONNRESET');
  });

  it('makes an answer slow', async () => {
    await start();
    client.org.failNext({ delayMs: 60 });
    expect((await limits()).status).to.equal(200);
    expect(client.org.requests.entries.at(-1)).to.include({ fault: 'fault' });
    expect(client.org.requests.entries.at(-1)?.durationMs).to.be.at.least(59);
  });

  it('skews the clock, Date header and stamps alike', async () => {
    const nowMs = Date.UTC(2026, 0, 1);
    await start({ now: () => new Date(nowMs) });
    expect(Date.parse((await limits()).headers.get('date') ?? '')).to.equal(nowMs);
    client.org.failNext({ kind: 'clockSkew', clockSkewMs: -3_600_000 });
    const { headers } = await limits();
    expect(Date.parse(headers.get('date') ?? '')).to.equal(nowMs - 3_600_000);
    expect(await stamp(await client.createUser())).to.equal(nowMs - 3_600_000);
    client.org.setClockSkew(0);
    expect(await stamp(await client.createUser())).to.equal(nowMs);
  });

  it('commits late: rows appear behind others that are younger, with equal stamps', async () => {
    const nowMs = Date.UTC(2026, 0, 1);
    await start({ now: () => new Date(nowMs) });
    const early = await client.createUser();
    client.org.failNext({ kind: 'lateCommit', object: 'User', times: 2 });
    const late = [await client.createUser(), await client.createUser()];
    const after = await client.createUser();
    expect(await stamp(early)).to.equal(nowMs);
    for (const id of late) expect(await stamp(id)).to.equal(nowMs - 60_000);
    expect(await stamp(after)).to.equal(nowMs);
  });

  it('changes rows between pages', async () => {
    await start({ users: 2_100 });
    const first = (await client.query('SELECT Id, Title FROM User')).json;
    const change = { object: 'User', rows: 2_000, values: { Title: 'Changed' } };
    client.org.failNext({ kind: 'rowsChange', change, path: first.nextRecordsUrl });
    const next = await client.call('GET', first.nextRecordsUrl.slice('/services/data/v62.0'.length));
    expect(next.json.records.some((row: { Title: string }) => row.Title === 'Changed')).to.equal(true);
    expect(first.records.some((row: { Title: string }) => row.Title === 'Changed')).to.equal(false);
    const [{ changed }] = (await client.rows(
      "SELECT COUNT(Id) changed FROM User WHERE Title = 'Changed'",
    )) as [{ changed: number }];
    expect(changed).to.equal(2_000);
  });
});

async function openClientOf({ org, as }: OrgClient): Promise<OrgClient> {
  const { clientId: client_id, clientSecret: client_secret } = org.credentials;
  const answer = await fetch(`${org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }),
  });
  return as(((await answer.json()) as { access_token: string }).access_token);
}

function rawGet({ org, token }: OrgClient): Promise<{ bytes: number; length: number | null; code: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    get(`${org.url}/services/data/v62.0/limits`, { headers, agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', ({ code }: NodeJS.ErrnoException) => {
        resolve({ bytes, length: Number(response.headers['content-length']), code: String(code) });
      });
      response.on('end', () => reject(new Error('the answer came whole')));
    }).on('error', ({ code }: NodeJS.ErrnoException) => {
      resolve({ bytes: 0, length: null, code: String(code) });
    });
  });
}
