import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalConnector } from '@icf-ts/framework';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { parse } from 'yaml';
import { salesforceLogin, type SalesforceLoginOptions } from '#src/commands/salesforce/login.js';
import { RecordingTerminal } from '../demo/recording-terminal.js';

const SECRET = 'consumer-secret-of-the-app';

describe('icf salesforce login', () => {
  let org: Org;
  let folder: string;
  let callbackUrl: string;
  before(async () => {
    callbackUrl = await freeCallback();
    org = await startOrg({
      users: 0,
      connectedApps: [
        { clientId: 'app', clientSecret: SECRET, callbackUrls: [callbackUrl], requiresPkce: true },
      ],
    });
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-login-'));
    await writeFile(join(folder, 'secret'), `${SECRET}\n`);
  });
  afterEach(() => rm(folder, { recursive: true }));
  after(() => org.close());

  const login = async (
    more: Partial<SalesforceLoginOptions> = {},
    stop = new AbortController(),
  ): Promise<{ exitCode: number; terminal: RecordingTerminal; opened: string[] }> => {
    // The user takes the URL from the terminal.
    const terminal: RecordingTerminal = new RecordingTerminal((text) => {
      const [url] = /http\S+\/authorize\?\S+/.exec(text) ?? [];
      if (url) void browse(url);
    });
    const opened: string[] = [];
    const options: SalesforceLoginOptions = {
      ...{ loginUrl: org.url, clientId: 'app', clientSecret: true, clientSecretFile: join(folder, 'secret') },
      ...{ callbackUrl, tokenFile: join(folder, 'token'), timeout: 10, browser: true, printToken: false },
      ...more,
    };
    const exitCode = await salesforceLogin(options, terminal, stop.signal, (url) => void opened.push(url));
    return { exitCode, terminal, opened };
  };

  it('keeps the token in a file that the connector logs in with, and prints no secret', async () => {
    const { exitCode, terminal, opened } = await login();
    expect(terminal.errors).to.equal('');
    expect(exitCode).to.equal(0);
    expect(opened).to.have.length(1);
    expect(terminal.output).to.include(opened[0]);
    const file = join(folder, 'token');
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    const token = (await readFile(file, 'utf8')).trim();
    expect(terminal.output).not.to.include(token).and.not.include(SECRET);
    const yaml = terminal.output.slice(terminal.output.indexOf('\nloginUrl:'));
    const properties = parse(yaml) as Record<string, unknown>;
    expect(properties).to.deep.equal({
      ...{ loginUrl: org.url, clientId: 'app', loginFlow: 'refresh_token', refreshTokenFile: file },
    });
    const connector = new LocalConnector(SalesforceConnector);
    const facade = connector.createFacade(
      connector.info.defaultConfiguration.withProperties({ ...properties, clientSecret: SECRET }),
    );
    await facade.test();
    await facade.dispose();
  });

  it('prints the token where it is asked for, and opens no browser where it is told so', async () => {
    const { terminal, opened } = await login({ printToken: true, browser: false });
    expect(opened).to.deep.equal([]);
    expect(terminal.output).to.include((await readFile(join(folder, 'token'), 'utf8')).trim());
  });

  it('says what is wrong, and leaves no file', async () => {
    await writeFile(join(folder, 'wrong'), 'wrong');
    await writeFile(join(folder, 'empty'), '');
    for (const [options, text] of [
      [{ clientSecretFile: join(folder, 'wrong') }, 'invalid_client'],
      [{ clientSecretFile: join(folder, 'empty') }, '--no-client-secret'],
      [{ clientSecretFile: join(folder, 'missing') }, 'ENOENT'],
      [{ loginUrl: 'https://acme.lightning.force.com' }, 'https://acme.my.salesforce.com'],
      [{ tokenFile: join(folder, 'missing', 'token') }, 'ENOENT'],
    ] as const) {
      const { exitCode, terminal } = await login(options);
      expect(exitCode).to.equal(1);
      expect(terminal.errors).to.include(text);
    }
    expect(await readdir(folder)).not.to.include('token');
  });

  it('ends when it is told to stop', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stop'));
    expect((await login({}, stop)).exitCode).to.equal(130);
  });
});

async function freeCallback(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/OauthRedirect`;
}

/** Allows the app as the org's integration user. */
async function browse(authorizationUrl: string): Promise<void> {
  const page = await (await fetch(authorizationUrl)).text();
  const request = /name="request" value="(\w+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ request, decision: 'integration' });
  const decided = await fetch(authorizationUrl, { method: 'POST', body, redirect: 'manual' });
  // The command may have ended by then.
  await fetch(decided.headers.get('location') ?? '').catch(() => undefined);
}
