import { ConfigurationException } from '@icf-ts/framework';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, isMap, isScalar, parseDocument, type Document } from 'yaml';
import { ended, sentenceOf } from './schema-sentence.js';

/** Keys and indexes from the root of the document. */
export type DocumentPath = readonly (string | number)[];

/**
 * A configuration text in YAML or JSON, with the places where it says what. Problems are collected, so that a person
 * sees all of them at once.
 */
export class SourceDocument {
  /** Also where relative paths in it count from. */
  readonly file: string;
  readonly content: unknown;
  readonly #text: string;
  readonly #document: Document;
  readonly #lines = new LineCounter();
  readonly #problems: string[] = [];

  /** @throws ConfigurationException when it is no YAML, naming the places. */
  constructor(text: string, file: string) {
    this.file = file;
    this.#text = text;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const { pos, message } of this.#document.errors) {
      this.#problems.push(`${this.#placeAt(pos[0])}: This is not YAML: ${ended(message)}`);
    }
    this.refuse();
    try {
      this.content = this.#document.toJS() as unknown;
    } catch (error) {
      throw new ConfigurationException(`${file}:1:1: ${ended((error as Error).message)}`, { cause: error });
    }
  }

  /** The part of the document at a path; its value is undefined where there is none. */
  section(...path: DocumentPath): Section {
    const value = path.reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, step)
          ? (at as Record<string | number, unknown>)[step]
          : undefined,
      this.content,
    );
    return new Section(this, path, value);
  }

  /** Notes a problem of what stands at `path`; `offset` counts into the text there, as an expression's errors do. */
  complain(path: DocumentPath, problem: string, offset?: number): void {
    const at = (offset === undefined ? undefined : this.#offsetIn(path, offset)) ?? this.#keyOffset(path);
    const where = path.length > 0 ? `${pathText(path)}: ` : '';
    this.#problems.push(`${this.#placeAt(at)}: ${where}${ended(problem)}`);
  }

  /** @throws ConfigurationException with all that was complained of. */
  refuse(): void {
    if (this.#problems.length > 0) throw new ConfigurationException([...new Set(this.#problems)].join('\n'));
  }

  /** `FILE:LINE:COLUMN`, both counted from 1: the form that editors jump to. */
  placeOf(path: DocumentPath): string {
    return this.#placeAt(this.#keyOffset(path));
  }

  #placeAt(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${this.file}:${line}:${col}`;
  }

  /** The key of a path, where it has one; else the value; else what is around it. */
  #keyOffset(path: DocumentPath): number {
    const parent = path.length > 1 ? this.#document.getIn(path.slice(0, -1), true) : this.#document.contents;
    const pair =
      path.length > 0 && isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
        : undefined;
    const node = (pair?.key ?? this.#document.getIn(path, true)) as
      { range?: readonly number[] } | null | undefined;
    if (node?.range) return node.range[0]!;
    return path.length > 0 ? this.#keyOffset(path.slice(0, -1)) : 0;
  }

  /** A place inside a text; undefined where the text is not written as it reads, such as one of several lines. */
  #offsetIn(path: DocumentPath, offset: number): number | undefined {
    const node = this.#document.getIn(path, true);
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
    const [start] = node.range;
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
    return this.#text.startsWith(node.value, start + quoted) ? start + quoted + offset : undefined;
  }
}

/** Compiles a schema when it is asked for the first time: that takes tens of milliseconds, and few are needed at once. */
const SCHEMAS = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, verbose: true });

/** A part of a document: what it says and where. */
export class Section {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  readonly value: unknown;

  constructor(document: SourceDocument, path: DocumentPath, value: unknown) {
    this.document = document;
    this.path = path;
    this.value = value;
  }

  at(...path: DocumentPath): Section {
    return this.document.section(...this.path, ...path);
  }
  get place(): string {
    return this.document.placeOf(this.path);
  }
  /** The parts of a list. */
  items(): readonly Section[] {
    return Array.isArray(this.value) ? this.value.map((_item, index) => this.at(index)) : [];
  }
  complain(problem: string, offset?: number): void {
    this.document.complain(this.path, problem, offset);
  }

  /** The value, after a check by JSON Schema. @throws ConfigurationException with every problem and its place. */
  checked<T>(schema: object): T {
    const validate = SCHEMAS.compile<T>(schema);
    if (!validate(this.value)) {
      for (const error of validate.errors ?? []) this.#complainOf(error);
      this.document.refuse();
    }
    return this.value as T;
  }

  #complainOf(error: ErrorObject): void {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const { additionalProperty } = error.params as { additionalProperty?: string };
    const whole = additionalProperty === undefined ? path : [...path, additionalProperty];
    this.document.complain([...this.path, ...whole.map(step)], sentenceOf(error));
  }
}

const step = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);

/** `entries[2].outbound.expression` */
const pathText = (path: DocumentPath): string =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
