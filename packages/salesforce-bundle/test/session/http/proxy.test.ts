import { GuardedString } from '@icf-ts/framework';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { generate } from 'selfsigned';
import type { Session } from '#src/session/session.js';
import type { SessionSettings } from '#src/session/session-settings.js';
import { facadeOf, failureOf } from '../../connector/salesforce-facade.js';
import { SleepClock, openSession, read } from '../open-session.js';
import { ConnectProxy } from './connect-proxy.js';

describe('a proxy', () => {
  let org: Org;
  let ca: string;
  let proxy: ConnectProxy;
  const sessions: Session[] = [];

  before(async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    ca = cert;
    org = await startOrg({ users: 0, tls: { cert, key } });
  });
  beforeEach(async () => {
    proxy = await ConnectProxy.start();
    org.calls.reset();
  });
  afterEach(async () => {
    for (const session of sessions.splice(0)) session.close();
    await proxy.close();
  });
  after(() => org.close());

  const through = (more: Partial<SessionSettings> = {}): Session => {
    const session = openSession(org, { ca, proxyUrl: proxy.url, clock: new SleepClock(), ...more });
    sessions.push(session);
    return session;
  };
  const target = (): string => org.url.slice('https://'.length);

  it('is gone through by CONNECT, with TLS inside, on one connection that is kept', async () => {
    const session = through();
    for (let calls = 0; calls < 3; calls++) await read(session);
    expect(org.calls).to.include({ total: 3, logins: 1 });
    expect(proxy.asked).to.deep.equal([{ target: target(), authorization: undefined }]);
    const seen = Buffer.concat(proxy.seen);
    // The first record of TLS is a handshake; no word of HTTP can be read.
    expect(seen[0]).to.equal(0x16);
    expect(seen.includes('oauth2')).to.equal(false);
  });

  it('is told user and password', async () => {
    const session = through({ proxyUsername: 'ürsula', proxyPassword: new GuardedString('p:w') });
    await read(session);
    const [{ authorization = '' } = {}] = proxy.asked;
    expect(Buffer.from(authorization.slice('Basic '.length), 'base64').toString()).to.equal('ürsula:p:w');
  });

  it('does not weaken the check of the certificate', async () => {
    const error = await failureOf(read(through({ ca: undefined })));
    expect(error).to.include({ name: 'ConnectionFailedException' });
    expect(error.message).to.match(/self-signed certificate/);
    expect(proxy.seen.some((bytes) => bytes.includes('client_secret'))).to.equal(false);
  });

  for (const [conduct, name, ...words] of [
    [407, 'ConfigurationException', "'proxyUsername'", 'Basic'],
    [403, 'ConfigurationException', '403', 'administrator'],
    [502, 'ConnectionFailedException', '502'],
  ] as const) {
    it(`that answers ${conduct} is named in the error`, async () => {
      proxy.conduct = conduct;
      const clock = new SleepClock();
      const error = await failureOf(read(through({ clock })));
      expect(error).to.include({ name });
      for (const word of [new URL(proxy.url).host, ...words]) expect(error.message).to.include(word);
      // Only what may pass is tried again.
      expect(clock.sleeps).to.have.length(conduct === 502 ? 3 : 0);
      expect(proxy.connections).to.be.at.most(1);
    });
  }

  it('that keeps silent is given up within connectTimeoutMs, and so is its connection', async () => {
    proxy.conduct = 'silent';
    const error = await failureOf(read(through({ connectTimeoutMs: 40, maxRetries: 0 })));
    expect(error).to.include({ name: 'ConnectionFailedException' });
    await proxy.closedOne();
    expect(proxy.connections).to.equal(0);
  });

  it('that keeps silent is let go when the session ends', async () => {
    const session = through({ maxRetries: 0 });
    proxy.conduct = 'silent';
    const call = failureOf(read(session));
    while (proxy.asked.length === 0) await new Promise(setImmediate);
    session.close();
    expect(await call).to.include({ name: 'ConnectionFailedException' });
    await proxy.closedOne();
  });

  it('that is not there is named', async () => {
    const { url } = proxy;
    await proxy.close();
    proxy = await ConnectProxy.start();
    const error = await failureOf(read(through({ proxyUrl: url, maxRetries: 0 })));
    expect(error.message).to.include(new URL(url).host).and.include('ECONNREFUSED');
  });

  describe('of the environment', () => {
    const { HTTPS_PROXY, NO_PROXY, https_proxy, no_proxy } = process.env;
    const saved = { HTTPS_PROXY, NO_PROXY, https_proxy, no_proxy };
    beforeEach(() => {
      for (const name of Object.keys(saved)) delete process.env[name];
    });
    after(() => {
      for (const [name, value] of Object.entries(saved)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    it('counts only where it is asked for, and not for hosts of NO_PROXY', async () => {
      process.env['HTTPS_PROXY'] = proxy.url.replace('//', '//me:s%40cret@');
      await read(through({ proxyUrl: undefined }));
      expect(proxy.asked).to.have.length(0);
      await read(through({ proxyUrl: undefined, proxyFromEnvironment: true }));
      expect(proxy.asked.map(({ authorization }) => authorization)).to.deep.equal([
        `Basic ${Buffer.from('me:s@cret').toString('base64')}`,
      ]);
      process.env['NO_PROXY'] = 'other.example,127.0.0.1';
      await read(through({ proxyUrl: undefined, proxyFromEnvironment: true }));
      expect(proxy.asked).to.have.length(1);
    });
  });

  it('is set by the properties of the connector', async () => {
    const more = { proxyUrl: proxy.url, proxyUsername: 'u', proxyPassword: 'p' };
    const facade = facadeOf(org, more);
    // The facade has no way to trust the org's certificate: that it complains about it shows the tunnel.
    expect((await failureOf(facade.test())).message).to.match(/self-signed certificate/);
    expect(proxy.asked).to.deep.equal([
      { target: target(), authorization: `Basic ${Buffer.from('u:p').toString('base64')}` },
    ]);
    await facade.dispose();
  });
});
