import { ConnectorException } from '@icf-ts/framework/spi';
import type { Connection } from 'jsforce/lib/connection.js';
import type { HttpResponse } from 'jsforce';
import { mapError } from '../errors/map-error.js';
import { salesforceErrors } from '../errors/salesforce-errors.js';
import type { ApiRequest, CallContext, TextAnswer } from './api-request.js';
import { DescribeCache } from './describe-cache.js';
import { HttpClient } from './http-client.js';
import { jsforceTransport } from './jsforce-transport.js';
import { login, type Login } from './login.js';
import type { Credentials } from './login-flows.js';
import type { SessionSettings } from './session-settings.js';

interface Opened {
  readonly connection: Connection;
  readonly login: Login;
}

/**
 * The one session that all calls of a facade share: logged in on first use, once for all who wait, and once again when
 * it has expired. Every request costs one API call; what Salesforce refuses arrives as an ICF exception.
 */
export class Session {
  readonly describes: DescribeCache;
  /** Ids that were looked up by name, kept because profiles hardly ever change theirs. */
  readonly idsByName = new Map<string, string>();
  readonly #settings: SessionSettings;
  readonly #client: HttpClient;
  #opened: Promise<Opened> | undefined;

  constructor(settings: SessionSettings) {
    this.#settings = settings;
    this.#client = new HttpClient(settings);
    this.describes = new DescribeCache((request, context) => this.request(request, context));
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

  /** @throws ConnectorException as the error table says, or what the signal was aborted with. */
  async request<T>(request: ApiRequest, context: CallContext): Promise<T> {
    try {
      const opened = await this.#open();
      try {
        return await this.#send<T>(opened, request, context);
      } catch (error) {
        if (!isExpired(error)) throw error;
      }
      // Whoever comes first renews; a second refusal is final, so that no call goes round in circles.
      return await this.#send<T>(await this.#renew(opened), request, context);
    } catch (error) {
      if (context.signal?.aborted && error === context.signal.reason) throw error;
      throw mapError(error, context);
    }
  }

  /** Checks the credentials of another user with a login of its own, and leaves the session alone. */
  async loginAs(credentials: Credentials, signal?: AbortSignal): Promise<Login> {
    return login(this.#client, this.#settings, credentials, 'password', signal);
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
    const { Connection } = await import('jsforce/lib/connection.js');
    const done = await login(this.#client, this.#settings, this.#settings.credentials);
    const connection = new Connection({
      instanceUrl: done.instanceUrl,
      accessToken: done.accessToken,
      version: this.#settings.apiVersion,
    });
    return { connection, login: done };
  }

  async #send<T>(
    { connection }: Opened,
    { method, path, body, headers, answers }: ApiRequest,
    { signal }: CallContext,
  ): Promise<T> {
    let text: TextAnswer | undefined;
    const transport = jsforceTransport(this.#client, {
      ...(signal ? { signal } : {}),
      onResponse: (response) => {
        if (answers && response.headers['content-type']?.startsWith(answers)) text = textOf(response);
      },
    });
    const answer = await connection.request<T>(
      {
        method,
        url: path,
        headers: {
          accept: answers ?? 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      },
      { transport },
    );
    if (text) return text as T;
    // jsforce hands over as text what is no JSON.
    if (typeof answer !== 'string') return answer;
    throw new ConnectorException(
      "Something that is not Salesforce's REST API answered: check the properties 'loginUrl' and 'instanceUrl', and proxies on the way.",
    );
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
