import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GuardedString } from '@icf-ts/framework';
import { REFRESH_TOKEN_CHANNEL, type RefreshTokenRotation } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { facadeOf, failureOf, warnings } from '../../connector/salesforce-facade.js';
import { browserLogin } from '#src/session/login/web-server-flow.js';
import { browse, freeCallback } from './browse.js';

describe('refresh tokens', () => {
  let org: Org;
  let folder: string;
  let file: string;
  let token: string;
  let callbackUrl: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-refresh-'));
    file = join(folder, 'token');
    callbackUrl = await freeCallback();
    const app = { clientSecret: 'secret', callbackUrls: [callbackUrl] };
    org = await startOrg({
      users: 0,
      connectedApps: [
        { ...app, clientId: 'still-app' },
        { ...app, clientId: 'rotating-app', rotatesRefreshTokens: true },
        { clientId: 'public-app', callbackUrls: [callbackUrl] },
      ],
    });
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await org.close();
  });

  /** A user allows the app; the properties of a connector that goes on from there. */
  const granted = async (clientId: string, more: object = {}): Promise<Record<string, unknown>> => {
    const clientSecret = clientId === 'public-app' ? undefined : new GuardedString('secret');
    const login = await browserLogin({
      ...{ loginUrl: org.url, clientId, clientSecret, callbackUrl, timeoutMs: 10_000 },
      show: (url) => void browse(url),
    });
    token = login.refreshToken.access((text) => text);
    org.calls.reset();
    return { clientId, clientSecret: clientSecret ? 'secret' : null, ...more };
  };
  const use = async (properties: Record<string, unknown>, times = 1): Promise<void> => {
    const facade = facadeOf(org, properties);
    try {
      for (let at = 0; at < times; at++) {
        await facade.test();
        org.revokeSessions();
      }
    } finally {
      await facade.dispose();
    }
  };
  const written = async (): Promise<string> => (await readFile(file, 'utf8')).trim();

  it('log in again and again, from the configuration or from a file, with a secret or without', async () => {
    const properties = await granted('still-app');
    await use({ ...properties, refreshToken: token }, 2);
    await writeFile(file, `${token}\n`);
    await use({ ...properties, refreshTokenFile: file }, 2);
    expect(await readdir(folder)).to.deep.equal(['token']);
    const open = await granted('public-app');
    await use({ ...open, refreshToken: token });
    expect(org.calls.logins).to.equal(1);
  });

  it('are written back when they are rotated, readable for the owner alone', async () => {
    const properties = await granted('rotating-app', { refreshTokenFile: file });
    await use({ ...properties, refreshToken: token }, 3);
    const newest = await written();
    expect(newest).not.to.equal(token);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(await readdir(folder)).to.deep.equal(['token']);
    // The next process: what is configured has long ended.
    await use({ ...properties, refreshToken: token });
    expect(await written()).not.to.equal(newest);
  });

  it('are never spent twice by connectors that share a file', async () => {
    const properties = await granted('rotating-app', { refreshTokenFile: file });
    await writeFile(file, token);
    await Promise.all(Array.from({ length: 5 }, () => use(properties)));
    expect(org.calls.logins).to.equal(5);
    expect(org.requests.entries.filter(({ status }) => status === 400)).to.have.length(0);
    await use(properties);
  });

  it('come from the configuration when the one in the file has ended', async () => {
    const properties = await granted('rotating-app', { refreshTokenFile: file });
    await writeFile(file, 'ended-long-ago');
    await use({ ...properties, refreshToken: token });
    expect(await written()).not.to.equal('ended-long-ago');
    await writeFile(file, 'ended-long-ago');
    const error = await failureOf(use(properties));
    expect(error).to.include({ name: 'InvalidCredentialException' });
    expect(error.message).to.include('icf salesforce login');
  });

  it('are told to an application in this process', async () => {
    const properties = await granted('rotating-app');
    const told: RefreshTokenRotation[] = [];
    const listen = (message: unknown): void => void told.push(message as RefreshTokenRotation);
    subscribe(REFRESH_TOKEN_CHANNEL, listen);
    const before = warnings.length;
    try {
      await use({ ...properties, refreshToken: token });
    } finally {
      unsubscribe(REFRESH_TOKEN_CHANNEL, listen);
    }
    expect(told).to.have.length(1);
    expect(told[0]).to.include({ clientId: 'rotating-app', loginUrl: org.url });
    expect(JSON.stringify(told)).not.to.include('5Aep861');
    await use({ ...properties, refreshToken: told[0]!.refreshToken });
    expect(warnings.slice(before).map(({ code }) => code)).to.deep.equal(['refresh-token-lost']);
  });

  it('live on in memory where nobody keeps them, with a warning', async () => {
    const properties = await granted('rotating-app');
    const before = warnings.length;
    await use({ ...properties, refreshToken: token }, 3);
    expect(warnings.slice(before).map(({ code }) => code)).to.deep.equal(['refresh-token-lost']);
    expect(await failureOf(use({ ...properties, refreshToken: token }))).to.have.property('name');
  });

  it('work from a place that cannot be written, with a warning when one is rotated', async () => {
    const properties = await granted('rotating-app', { refreshTokenFile: file });
    await writeFile(file, token);
    // Stands in the way of the new file, also of one who may write everywhere.
    await mkdir(`${file}.new-${process.pid}`);
    const before = warnings.length;
    await use(properties, 2);
    expect(await written()).to.equal(token);
    expect(warnings.slice(before).map(({ code }) => code)).to.deep.equal(['refresh-token-not-written']);
  });

  it('are not held up by a process that has ended', async () => {
    const properties = await granted('still-app', { refreshTokenFile: file });
    await writeFile(file, token);
    // No process has that number: Linux ends at 2^22.
    await writeFile(`${file}.lock`, `${hostname()} ${2 ** 22 + 1}`);
    await use(properties);
    expect(await readdir(folder)).to.deep.equal(['token']);
  });

  it('are missed where the file is not there, or empty', async () => {
    const properties = await granted('still-app', { refreshTokenFile: file });
    for (const content of [undefined, '\n']) {
      if (content !== undefined) await writeFile(file, content);
      const error = await failureOf(use(properties));
      expect(error).to.include({ name: 'ConfigurationException' });
      expect(error.message).to.include(file);
    }
  });
});
