import { ConfigurationException } from '@icf-ts/framework/spi';
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
  async problemWith(version: string, instanceUrl: string): Promise<ConfigurationException | undefined> {
    const offered = await (this.#offered ??= this.#ask(instanceUrl));
    if (offered.length === 0 || offered.includes(Number(version))) return undefined;
    const range = `${Math.min(...offered)}.0 to ${Math.max(...offered)}.0`;
    return new ConfigurationException(
      `The org does not serve API version ${version}; it serves ${range}. Set property 'apiVersion' to one of these.`,
    );
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
