import { foldCase } from './case-insensitive.js';

/**
 * Locales whose texts another one can read: codes that Java sends for languages that were renamed, the two forms of
 * Norwegian, the two scripts of Chinese and the places where they are written. In small letters.
 */
const KIN: Readonly<Record<string, string>> = {
  iw: 'he',
  in: 'id',
  ji: 'yi',
  nb: 'no',
  nn: 'no',
  zh_hant: 'zh_TW',
  zh_hk: 'zh_TW',
  zh_mo: 'zh_TW',
  zh_hans: 'zh_CN',
  zh_sg: 'zh_CN',
  zh: 'zh_CN',
};

/** Java's locale: language, country, variant; the root locale has three empty texts. */
export class Locale {
  static readonly ROOT = new Locale('', '', '');
  readonly language: string;
  readonly country: string;
  readonly variant: string;

  constructor(language: string, country = '', variant = '') {
    this.language = language;
    this.country = country;
    this.variant = variant;
  }

  /** Reads `pt_BR`, `pt-BR`, `de`, `de_DE_POSIX`; an empty text is the root locale. */
  static parse(tag: string): Locale {
    const [language = '', country = '', ...variant] = tag.split(/[_-]/);
    return new Locale(language, country, variant.join('_'));
  }

  /** `pt_BR`, `de`, `` for the root. */
  toString(): string {
    const parts = [this.language, this.country, this.variant];
    while (parts.at(-1) === '') parts.pop();
    return parts.join('_');
  }
  toJSON(): string {
    return this.toString();
  }

  /** From this locale to the root, the chain in which a message is looked for. */
  *fallbacks(): Generator<Locale> {
    if (this.variant) yield this;
    // Java writes a script behind all else, even where there is no country: `zh__#Hant`.
    const [, script] = /#([a-z]{4})/i.exec(this.variant) ?? [];
    if (script !== undefined) yield* withKin(new Locale(this.language, script));
    if (this.country) yield* withKin(new Locale(this.language, this.country));
    if (this.language) yield* withKin(new Locale(this.language));
    yield Locale.ROOT;
  }
}

function* withKin(locale: Locale): Generator<Locale> {
  yield locale;
  const kin = KIN[foldCase(locale.toString())];
  if (kin !== undefined) yield Locale.parse(kin);
}
