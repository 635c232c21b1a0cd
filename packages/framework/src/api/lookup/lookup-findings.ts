import type { ConnectorObject } from '../../common/connector-object.js';
import { InvalidAttributeValueException } from '../../common/errors/exceptions.js';
import type { TextCase } from '../../common/filter/compare-values.js';
import { lookupKey, type LookupEntry } from '../../common/lookup/lookup-definition.js';
import type { LookupFormat } from '../../common/lookup/lookup-format.js';
import { lookupText } from '../../common/lookup/lookup-text.js';
import type { LookupDeclaration } from '../../spi/lookup-declaration.js';

/** Gathers the entries of a lookup from the objects of a search, and what was odd about them. */
export class LookupFindings {
  /** By comparable code. */
  readonly entries = new Map<string, LookupEntry>();
  readonly duplicates: { readonly kept: LookupEntry; readonly refused: LookupEntry }[] = [];
  readonly skipped: string[] = [];
  readonly undecoded: LookupEntry[] = [];
  rows = 0;
  repeated = 0;
  readonly #declaration: LookupDeclaration;
  readonly #format: LookupFormat;
  readonly #textCase: TextCase;

  constructor(declaration: LookupDeclaration, format: LookupFormat, textCase: TextCase) {
    this.#declaration = declaration;
    this.#format = format;
    this.#textCase = textCase;
  }

  /** @throws InvalidAttributeValueException for a value that has no text, or for several decodes: which one counts? */
  add(object: ConnectorObject): void {
    this.rows++;
    const codes = this.#texts(object, this.#declaration.codeAttribute).filter((code) => code !== '');
    if (codes.length === 0) {
      this.skipped.push(object.uid.value);
      return;
    }
    const [decode, ...others] = this.#texts(object, this.#declaration.decodeAttribute);
    if (others.length > 0) {
      throw this.#wrong(
        object,
        this.#declaration.decodeAttribute,
        'has several values, but a code has one decode',
      );
    }
    for (const code of codes) this.#add(code, decode);
  }

  #add(code: string, decode: string | undefined): void {
    const entry = this.#format.format([code, decode ?? code]);
    const key = lookupKey(entry[0], this.#textCase);
    const kept = this.entries.get(key);
    if (!kept) {
      this.entries.set(key, entry);
      if (decode === undefined) this.undecoded.push(entry);
    } else if (kept[1] === entry[1]) {
      this.repeated++;
    } else {
      this.duplicates.push({ kept, refused: entry });
    }
  }

  #texts(object: ConnectorObject, attributeName: string): string[] {
    const texts: string[] = [];
    for (const value of object.attributes.get(attributeName)?.values ?? []) {
      if (value === null) continue;
      const text = lookupText(value);
      if (text === undefined) {
        throw this.#wrong(object, attributeName, 'holds a value that no text can stand for');
      }
      texts.push(text);
    }
    return texts;
  }

  #wrong(object: ConnectorObject, attributeName: string, what: string): InvalidAttributeValueException {
    return new InvalidAttributeValueException(
      `Lookup ${this.#declaration.name}: attribute '${attributeName}' of object ${object.uid.value} ${what}. ` +
        'Declare another attribute for the lookup.',
      { attributeNames: [attributeName] },
    );
  }
}
