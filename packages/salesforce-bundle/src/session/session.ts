import { isConnectorException } from '@icf-ts/framework/spi';
import type { Connection } from 'jsforce/lib/connection.js';
import type { HttpResponse } from 'jsforce';
import { mapError } from '../errors/map-error.js';
import { salesforceErrors } from '../errors/salesforce-errors.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { ApiRequest, CallContext, TextAnswer } from './api-request.js';
import { ApiUsage } from './api-usage.js';
import { ApiVersions, mayBeVersion } from './api-versions.js';
import { SYSTEM_CLOCK, type Clock } from './clock.js';
import { DescribeCache } from './describe-cache.js';
import { HttpClient } from './http/http-client.js';
import { jsforceTransport } from './jsforce-transport.js';
import { logIn, loginFlow, missingFor } from './login/login-flows.js';
import type { Credentials, Login, LoginWay } from './login/login.js';
import { RefreshTokens } from './login/refresh-tokens.js';
import { mayRepeat, mayRepeatLogin, retrying } from './retry.js';
import type { ServerClock } from './server-clock.js';
import type { SessionSettings } from './session-settings.js';
import { Warnings } from './warnings.js';
import { jsforceModules } from './jsforce-modules.js';

interface Opened {
  readonly connection: Connection;
  readonly login: Login;
}

/** What operations see of a session. */
export type Session = Pick<SalesforceSession, keyof SalesforceSession>;

/**
 * The one session that all calls of a facade share: logged in on first use, once for all who wait, and once again when
 * it has expired. Every request costs one API call, and so does each of its repetitions; what Salesforce refuses
 * arrives as an ICF exception.
 */
export class SalesforceSession {
  readonly describes: DescribeCache;
  /** Ids that were looked up by name, kept because profiles hardly ever change theirs. */
  readonly idsByName = new Map<string, string>();
  /** For reports of cost. */
  readonly usage: ApiUsage;
  /** Salesforce's own time. */
  get serverClock(): ServerClock {
    return this.#client.clock;
  }
  readonly #settings: SessionSettings;
  readonly #clock: Clock;
  readonly #client: HttpClient;
  readonly #versions: ApiVersions;
  readonly #refreshTokens: RefreshTokens;
  readonly #warnings = new Warnings();
  #opened: Promise<Opened> | undefined;

  constructor(settings: SessionSettings) {
    this.#settings = settings;
    this.#clock = settings.clock ?? SYSTEM_CLOCK;
    this.#client = new HttpClient(settings);
    this.#versions = new ApiVersions(this.#client);
    this.#refreshTokens = new RefreshTokens(settings.credentials);
    this.usage = new ApiUsage(settings.dailyCallReserve, this.#clock);
    this.describes = new DescribeCache(
      (request, context) => this.request(request, context),
      () => this.versionPath,
    );
  }

  /** Closes connections. The session is not revoked: other processes may have been given the same one. */
  close(): void {
    this.#opened = undefined;
    this.describes.clear();
    this.#client.close();
  }

  /** What a path of an {@link ApiRequest} is relative to: parts of composite requests need it before theirs. */
  get versionPath(): string {
    return `/services/data/v${this.#settings.apiVersion}`;
  }

  get apiVersion(): number {
    return Number(this.#settings.apiVersion);
  }

  /** The id of the user that the connector works as. No API call. */
  async userId(): Promise<string> {
    return (await this.#open()).login.userId;
  }

  /**
   * The time by Salesforce's clock: milliseconds since 1970, never later than it is. No API call once something was
   * answered, be it the login.
   */
  async serverTimeMs(context: CallContext): Promise<number> {
    if (this.#client.clock.nowMs() === undefined) await this.#open();
    if (this.#client.clock.nowMs() === undefined) await this.request({ method: 'GET', path: '/' }, context);
    const nowMs = this.#client.clock.nowMs();
    if (nowMs !== undefined) return nowMs;
    throw worded('ConnectorException', text('fault.noServerTime'));
  }

  /**
   * Repeats what Salesforce certainly has not carried out, and a GET also otherwise, within the limits of the settings.
   * @throws ConnectorException as the error table says, or what the signal was aborted with.
   */
  async request<T>(request: ApiRequest, context: CallContext): Promise<T> {
    const { signal } = context;
    const reads = request.method === 'GET';
    try {
      const { login } = await this.#open();
      try {
        return await retrying(
          this.#settings,
          this.#clock,
          signal,
          (error) => !isConnectorException(error) && mayRepeat(error, reads),
          (heard) => this.#try<T>(request, context, heard),
        );
      } catch (error) {
        throw (await this.#versionProblem(error, login)) ?? error;
      }
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      throw mapError(error, context);
    }
  }

  /**
   * Checks the credentials of another user with a login of its own, and leaves the session alone. One login.
   * @throws ConfigurationException where the app lacks what the password flow needs.
   */
  async loginAs(user: Credentials, signal?: AbortSignal): Promise<Login> {
    const { credentials: app, loginFlow: own } = this.#settings;
    const flow = own === 'soap' ? 'soap' : 'password';
    const credentials = { clientId: app.clientId, clientSecret: app.clientSecret, ...user };
    const missing = [...missingFor(flow, credentials)];
    if (missing.length > 0) throw worded('ConfigurationException', text('fault.noUserLogin', missing[0]!));
    // Without the warning of a flow that retires: there is no other one for users.
    return loginFlow(flow).open(this.#way(credentials, signal));
  }

  async #try<T>(
    request: ApiRequest,
    context: CallContext,
    heard: (response: HttpResponse) => void,
  ): Promise<T> {
    const opened = await this.#open();
    try {
      return await this.#send<T>(opened, request, context, heard);
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
    // Whoever comes first renews; a second refusal is final, so that no call goes round in circles.
    return await this.#send<T>(await this.#renew(opened), request, context, heard);
  }

  async #versionProblem(error: unknown, { instanceUrl }: Login): Promise<Error | undefined> {
    if (!mayBeVersion(salesforceErrors(error).map(({ code }) => code))) return undefined;
    return this.#versions.problemWith(this.#settings.apiVersion, instanceUrl);
  }

  #open(): Promise<Opened> {
    if (this.#opened) return this.#opened;
    const opening = this.#login();
    this.#opened = opening;
    // A failed login is forgotten, so that the next call tries again.
    opening.catch(() => {
      if (this.#opened === opening) this.#opened = undefined;
    });
    return opening;
  }

  async #renew(expired: Opened): Promise<Opened> {
    const current = await this.#open();
    if (current !== expired) return current;
    this.#opened = undefined;
    return this.#open();
  }

  async #login(): Promise<Opened> {
    const { Connection } = await jsforceModules();
    // Several callers may wait for it: none of them may abort it for the others.
    const way = this.#way(this.#settings.credentials);
    const done = await retrying(this.#settings, this.#clock, undefined, mayRepeatLogin, () =>
      logIn(this.#settings.loginFlow, way),
    );
    const connection = new Connection({
      instanceUrl: done.instanceUrl,
      accessToken: done.accessToken,
      version: this.#settings.apiVersion,
    });
    return { connection, login: done };
  }

  #way(credentials: Credentials, signal?: AbortSignal): LoginWay {
    const { loginUrl, instanceUrl, apiVersion } = this.#settings;
    return {
      ...{ loginUrl, instanceUrl, apiVersion, credentials, signal },
      client: this.#client,
      refreshTokens: this.#refreshTokens,
      warnings: this.#warnings,
      clock: this.#clock,
    };
  }

  async #send<T>(
    { connection }: Opened,
    { method, path, body, csv: table, headers, answers }: ApiRequest,
    { signal, action }: CallContext,
    heard: (response: HttpResponse) => void,
  ): Promise<T> {
    let csv: TextAnswer | undefined;
    const over = await this.usage.begin(action, signal);
    const transport = jsforceTransport(this.#client, {
      ...(signal ? { signal } : {}),
      onResponse: (response) => {
        this.usage.hear(response);
        heard(response);
        if (answers && response.headers['content-type']?.startsWith(answers)) csv = textOf(response);
      },
    });
    const sent = connection.request<T>(
      {
        method,
        url: path,
        headers: {
          accept: answers ?? 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(table === undefined ? {} : { 'content-type': 'text/csv; charset=UTF-8' }),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        ...(table === undefined ? {} : { body: table }),
      },
      { transport },
    );
    const answer = await Promise.resolve(sent).finally(over);
    if (csv) return csv as T;
    // jsforce hands over as text what is no JSON.
    // An upload is answered nothing.
    if (typeof answer !== 'string' || (table !== undefined && answer === '')) return answer;
    throw worded('ConnectorException', text('fault.notSalesforce'));
  }
}

/** Takes the text out of an answer, which jsforce would parse in a way of its own. */
function textOf(response: HttpResponse): TextAnswer {
  const { body: text, headers } = response;
  Object.assign(response, { body: '', headers: { ...headers, 'content-type': 'text/plain' } });
  return { text, headers };
}

/** Refusals of the session that a new login does not cure. */
const INCURABLE = /not valid for use with the REST API|not attached to Agent/;

const isExpired = (error: unknown): boolean =>
  salesforceErrors(error).some(
    ({ code, message }) =>
      (code === 'INVALID_SESSION_ID' || code === 'ERROR_HTTP_401') && !INCURABLE.test(message),
  );
