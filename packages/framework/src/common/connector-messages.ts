import { Locale } from './values/locale.js';

/** A bundle's message catalogues by locale; '' is the root. */
export class ConnectorMessages {
  static readonly EMPTY = new ConnectorMessages(new Map());
  readonly catalogs: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor(catalogs: ReadonlyMap<string, ReadonlyMap<string, string>>) {
    this.catalogs = catalogs;
  }

  /**
   * The message in the nearest locale, with `{0}`, `{1}` … filled in. A key that no catalogue has becomes `fallback`,
   * or the key itself.
   */
  format(
    key: string,
    locale: Locale = Locale.ROOT,
    fallback: string = key,
    ...args: readonly unknown[]
  ): string {
    for (const candidate of locale.fallbacks()) {
      const text = this.catalogs.get(candidate.toString())?.get(key);
      if (text !== undefined) {
        return text.replace(/\{(\d+)\}/g, (whole, index: string) =>
          Number(index) < args.length ? String(args[Number(index)]) : whole,
        );
      }
    }
    return fallback;
  }
}
