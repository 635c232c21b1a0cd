import { publishWarning } from '@icf-ts/framework/spi';

const CONNECTOR = 'icfts.salesforce.SalesforceConnector';

/** The warnings of one session, each told once. */
export class Warnings {
  readonly #told = new Set<string>();

  once(code: string, message: string): void {
    if (this.#told.has(code)) return;
    this.#told.add(code);
    publishWarning({ connector: CONNECTOR, code, message });
  }
}
