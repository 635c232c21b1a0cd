import { readFileSync, readdirSync } from 'node:fs';
import { ConnectorMessages, type Locale } from '@icf-ts/framework/spi';
import { parse } from 'yaml';

const CATALOGUE = /^Messages(?:_(\w+))?\.ya?ml$/;

type Texts = ReadonlyMap<string, string>;

/**
 * The message catalogues of a folder, each read once, when a text of it is wanted. Locales without a catalogue cost
 * nothing, because a caller may send any.
 */
export class Catalogues {
  readonly #folder: URL;
  readonly #read = new Map<string, Texts>();
  #files: ReadonlyMap<string, string> | undefined;

  /** @param folder ends with a slash. */
  constructor(folder: URL) {
    this.#folder = folder;
  }

  /** Those that serve a locale. */
  for(locale: Locale): ConnectorMessages {
    const found = [...locale.fallbacks()].flatMap((candidate) => {
      const texts = this.#texts(candidate.toString());
      return texts ? [[candidate.toString(), texts] as const] : [];
    });
    return new ConnectorMessages(new Map(found));
  }

  #texts(tag: string): Texts | undefined {
    this.#files ??= new Map(
      readdirSync(this.#folder).flatMap((name) => {
        const match = CATALOGUE.exec(name);
        return match ? [[match[1] ?? '', name] as const] : [];
      }),
    );
    const file = this.#files.get(tag);
    if (file === undefined) return undefined;
    let texts = this.#read.get(tag);
    if (!texts) {
      const document = parse(readFileSync(new URL(file, this.#folder), 'utf8')) as Record<string, string>;
      this.#read.set(tag, (texts = new Map(Object.entries(document))));
    }
    return texts;
  }
}

/** Those of the bundle, in the folder that its manifest names too. */
export const CATALOGUES = new Catalogues(new URL('../../messages/', import.meta.url));
