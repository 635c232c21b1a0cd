import { ConfigurationException } from '@icf-ts/framework';
import { expect } from 'chai';
import {
  ACCOUNT,
  facadeOf,
  failureOf,
  openBench,
  passwordFlow,
  person,
  type Bench,
} from './salesforce-facade.js';

const EXPIRED = {
  status: 401,
  body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
};

describe('the session', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench({ users: 3 });
  });
  afterEach(() => bench.close());

  it('is logged in once for all who wait', async () => {
    expect(bench.org.calls.logins).to.equal(0);
    await Promise.all(Array.from({ length: 8 }, () => bench.facade.test()));
    expect(bench.org.calls).to.include({ total: 8, logins: 1 });
  });

  it('is renewed exactly once when it has expired, for all who notice', async () => {
    await bench.facade.test();
    bench.org.revokeSessions();
    bench.org.calls.reset();
    await Promise.all(Array.from({ length: 5 }, () => bench.facade.create(ACCOUNT, person())));
    expect(bench.org.calls.logins).to.equal(1);
    expect(bench.org.calls.byResource.get('POST /sobjects/User')).to.equal(5);
  });

  it('ends in an error when renewing does not cure it', async () => {
    await bench.facade.test();
    bench.org.calls.reset();
    bench.org.failNext({ ...EXPIRED, times: 50 });
    const error = await failureOf(bench.facade.test());
    expect(error).to.include({ name: 'ConnectorSecurityException' });
    expect(bench.org.calls.logins).to.equal(1);
  });

  it('is not renewed where the user may not use the API at all', async () => {
    await bench.facade.test();
    bench.org.calls.reset();
    const body = [
      { message: 'This session is not valid for use with the REST API', errorCode: 'INVALID_SESSION_ID' },
    ];
    bench.org.failNext({ status: 401, body });
    const error = await failureOf(bench.facade.test());
    expect(error).to.include({ name: 'PermissionDeniedException' });
    expect(error.message).to.include('API Enabled');
    expect(bench.org.calls.logins).to.equal(0);
  });

  it('tries the login again after a failure', async () => {
    bench.org.failNext({ path: '/services/oauth2/token', status: 503 });
    expect((await failureOf(bench.facade.test())).name).to.equal('RetryableException');
    await bench.facade.test();
    expect(bench.org.calls.logins).to.equal(1);
  });

  it('says which property is wrong', async () => {
    for (const [property, exception] of [
      ['clientId', 'ConfigurationException'],
      ['clientSecret', 'ConfigurationException'],
      ['password', 'InvalidCredentialException'],
    ] as const) {
      const facade = facadeOf(bench.org, { ...passwordFlow(bench.org), [property]: 'wrong' });
      bench.facades.push(facade);
      const error = await failureOf(facade.test());
      expect(error.name).to.equal(exception);
      if (exception === 'ConfigurationException') expect(error.message).to.include(`'${property}'`);
    }
  });

  it('does not go to a page that is no token endpoint', async () => {
    bench.org.failNext({ path: '/services/oauth2/token', status: 200, body: '<html>hello</html>' });
    const error = await failureOf(bench.facade.test());
    expect(error).to.be.instanceOf(ConfigurationException);
    expect(error.message).to.include("'loginUrl'");
  });

  it('follows no redirect', async () => {
    bench.org.failNext({ status: 302, body: '' });
    const error = await failureOf(bench.facade.test());
    expect(error).to.include({ name: 'ConfigurationException' });
    expect(error.message).to.include('redirect');
  });

  it('says that nobody is there', async () => {
    const other = await openBench();
    const { url } = other.org;
    await other.close();
    const facade = facadeOf(bench.org, { loginUrl: url });
    bench.facades.push(facade);
    const error = await failureOf(facade.test());
    expect(error).to.include({ name: 'ConnectionFailedException' });
    expect(error.message).to.include('ECONNREFUSED');
  });
});

describe('deadlines', () => {
  it('end a call that takes longer than configured', async () => {
    const bench = await openBench({ apiLatencyMs: 2_000 }, { requestTimeoutMs: 60 });
    try {
      const error = await failureOf(bench.facade.test());
      expect(error).to.include({ name: 'OperationTimeoutException' });
      expect(error.message).to.include('requestTimeoutMs');
    } finally {
      await bench.close();
    }
  });

  it('a signal ends a call and closes its connection', async () => {
    const bench = await openBench({ apiLatencyMs: 5_000 });
    const caller = new AbortController();
    const reason = new Error('the caller has gone');
    try {
      const call = failureOf(bench.facade.search(ACCOUNT, null, { signal: caller.signal }).toArray());
      caller.abort(reason);
      expect(await call).to.equal(reason);
    } finally {
      await bench.close();
    }
  });

  it('a signal ends a search in the middle, and no page is asked for afterwards', async () => {
    const bench = await openBench({ users: 650 }, { batchSize: 200 });
    const caller = new AbortController();
    const reason = new Error('enough');
    try {
      const found = bench.facade.search(ACCOUNT, null, { signal: caller.signal });
      await found.next();
      caller.abort(reason);
      expect(await failureOf(found.next())).to.equal(reason);
      expect(bench.org.calls.total).to.equal(1);
    } finally {
      await bench.close();
    }
  });
});
