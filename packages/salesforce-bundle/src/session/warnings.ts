import { publishWarning } from '@icf-ts/framework/spi';
import { say, type Words } from '../words/text.js';

const CONNECTOR = 'icfts.salesforce.SalesforceConnector';

/** The warnings of one session, each told once. */
export class Warnings {
  readonly #told = new Set<string>();

  once(code: string, words: Words): void {
    if (this.#told.has(code)) return;
    this.#told.add(code);
    warn(code, words);
  }
}

/** Tells those who run the connector: in English, because no caller asked, whose language would be known. */
export const warn = (code: string, words: Words): void =>
  publishWarning({ connector: CONNECTOR, code, message: say(words) });
