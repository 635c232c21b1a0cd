import type { ConnectorException } from '@icf-ts/framework/spi';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { HttpClient } from './http/http-client.js';

/** How Salesforce refuses a version that it serves no longer, or not yet; the last code has other reasons, too. */
const REFUSALS = new Set(['GONE', 'UNSUPPORTED_API_VERSION', 'NOT_FOUND']);

/** Whether a refusal may be that of the version. */
export const mayBeVersion = (codes: readonly string[]): boolean => codes.some((code) => REFUSALS.has(code));

/** The versions that an org serves, asked for at most once. */
export class ApiVersions {
  readonly #client: HttpClient;
  #offered: Promise<readonly number[]> | undefined;

  constructor(client: HttpClient) {
    this.#client = client;
  }

  /**
   * One request, which is no API call; none when it was asked before.
   * @returns what is wrong with the version, if anything is.
   */
  async problemWith(version: string, instanceUrl: string): Promise<ConnectorException | undefined> {
    const offered = await (this.#offered ??= this.#ask(instanceUrl));
    if (offered.length === 0 || offered.includes(Number(version))) return undefined;
    const [oldest, newest] = [Math.min(...offered), Math.max(...offered)].map((number) => `${number}.0`);
    return worded('ConfigurationException', text('fault.apiVersion', version, oldest!, newest!));
  }

  /** Empty where the org does not tell; the refusal itself then has to do. */
  async #ask(instanceUrl: string): Promise<readonly number[]> {
    try {
      const url = `${instanceUrl}/services/data`;
      const { body } = await this.#client.send({
        method: 'GET',
        url,
        headers: { accept: 'application/json' },
      });
      const list = JSON.parse(body) as readonly { readonly version?: string }[];
      return list.map(({ version }) => Number(version)).filter(Number.isFinite);
    } catch {
      return [];
    }
  }
}
