import { access, constants, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { GuardedString, isConnectorException } from '@icf-ts/framework';
import { Command, InvalidArgumentError, Option } from 'commander';
import { stringify } from 'yaml';
import { readSecret } from '../../terminal/read-secret.js';
import { stopSignal } from '../../terminal/stop-signal.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from '../server/exit.js';
import { openBrowser } from './open-browser.js';

export interface SalesforceLoginOptions {
  readonly loginUrl: string;
  readonly clientId: string;
  /** False for an app that demands none. */
  readonly clientSecret: boolean;
  readonly clientSecretFile?: string;
  readonly callbackUrl: string;
  readonly tokenFile: string;
  readonly proxyUrl?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly browser: boolean;
  readonly printToken: boolean;
}

const INTERRUPTED = 130;

export function loginCommand(terminal: Terminal, exit: Exit): Command {
  return new Command('login')
    .description(
      'Log in to Salesforce in a browser, and keep the refresh token in a file for login flow refresh_token. The ' +
        'consumer secret comes from a prompt, from a file, or from standard input.',
    )
    .requiredOption('--client-id <key>', 'consumer key of the External Client App')
    .option(
      '--login-url <url>',
      "the org's own domain, or https://test.salesforce.com for a sandbox",
      'https://login.salesforce.com',
    )
    .addOption(
      new Option('--client-secret-file <file>', 'read the consumer secret from a file').conflicts(
        'clientSecret',
      ),
    )
    .option('--no-client-secret', 'the app demands no secret')
    .option(
      '--callback-url <url>',
      "one of the app's callback URLs, on this host",
      'http://localhost:1717/OauthRedirect',
    )
    .option('--token-file <file>', 'where the refresh token goes', 'salesforce.refresh-token')
    .option('--proxy-url <url>', 'proxy to Salesforce; default that of HTTPS_PROXY')
    .option('--timeout <seconds>', 'how long you may take in the browser', seconds, 300)
    .option('--no-browser', 'open no browser, only print the URL')
    .option('--print-token', 'print the refresh token, too', false)
    .action(async (options: SalesforceLoginOptions) => {
      exit(await salesforceLogin(options, terminal, stopSignal()));
    });
}

/** Returns the exit code. */
export async function salesforceLogin(
  options: SalesforceLoginOptions,
  terminal: Terminal,
  stop: AbortSignal,
  browse: (url: string) => void = openBrowser,
): Promise<number> {
  const { bareUrl, browserLogin, RefreshTokenFile, say, urlProblems } =
    await import('@icf-ts/salesforce-bundle');
  const { clientId, callbackUrl, proxyUrl } = options;
  try {
    const loginUrl = bareUrl(options.loginUrl);
    const [problem] = urlProblems('--login-url', loginUrl);
    if (problem !== undefined) throw new LoginProblem(say(problem));
    const file = new RefreshTokenFile(resolve(options.tokenFile));
    // First of all: a token that cannot be kept would be lost.
    await access(dirname(file.path), constants.W_OK);
    const { refreshToken, instanceUrl } = await browserLogin({
      ...{ loginUrl, clientId, callbackUrl, proxyUrl, proxyFromEnvironment: true },
      clientSecret: await secretFrom(options, terminal),
      timeoutMs: options.timeout * 1000,
      signal: stop,
      show: (url) => {
        terminal.write(`Log in as the connector's own user, and allow the app:\n\n  ${url}\n\n`);
        if (options.browser) browse(url);
      },
    });
    await file.write(refreshToken);
    const { printToken } = options;
    const properties = {
      loginUrl,
      clientId,
      loginFlow: 'refresh_token',
      refreshTokenFile: file.path,
    };
    terminal.write(`Logged in to ${instanceUrl}. The refresh token is in ${file.path}.\n`);
    terminal.write(`The properties of the connector, beside clientSecret:\n\n${stringify(properties)}`);
    if (printToken) terminal.write(`\nThe refresh token:\n\n  ${refreshToken.access((text) => text)}\n`);
    return 0;
  } catch (error) {
    if (stop.aborted && error === stop.reason) return INTERRUPTED;
    const isSystems = (error as NodeJS.ErrnoException).code !== undefined;
    if (!isSystems && !isConnectorException(error) && !(error instanceof LoginProblem)) throw error;
    terminal.writeError(`${(error as Error).message}\n`);
    return 1;
  }
}

/** What the caller can mend. */
class LoginProblem extends Error {}

async function secretFrom(
  { clientSecret, clientSecretFile }: SalesforceLoginOptions,
  terminal: Terminal,
): Promise<GuardedString | undefined> {
  if (!clientSecret) return undefined;
  const clear =
    clientSecretFile === undefined
      ? await readSecret('Consumer secret', terminal, 'once')
      : (await readFile(clientSecretFile, 'utf8')).trim();
  if (!clear)
    throw new LoginProblem('The consumer secret is empty. For an app without one give --no-client-secret.');
  return new GuardedString(clear);
}

function seconds(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('It must be a whole number of seconds, at least 1.');
  return Number(text);
}
