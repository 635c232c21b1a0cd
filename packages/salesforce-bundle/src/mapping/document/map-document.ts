import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, isMap, isScalar, parseDocument, type Document } from 'yaml';
import { ATTRIBUTE_MAP_SCHEMA, type AttributeMapDocument } from '../attribute-map-schema.js';
import { text, type Words } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { meant, meantOrKnown } from '../map-problem.js';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, verbose: true });

/** Keys and indexes from the root of the document. */
type Path = readonly (string | number)[];

/** A map that the JSON Schema finds no fault with, and what is wrong with it nevertheless. */
export class MapDocument {
  readonly content: AttributeMapDocument;
  readonly #document: Document;
  readonly #at: (offset: number) => string;
  readonly #problems: Words[] = [];

  /** @throws ConfigurationException with every problem of YAML or of the schema, and its line and column. */
  constructor(yaml: string, where: string) {
    const lines = new LineCounter();
    const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
    this.#document = document;
    this.#at = (offset) => {
      const { line, col } = lines.linePos(offset);
      return `${where}:${line}:${col}`;
    };
    // The reader of YAML has words of its own.
    for (const { pos, message } of document.errors) this.#note(pos[0], `${message}.`);
    this.refuse();
    const content: unknown = document.toJS();
    // Compiled at the first map: the built-in one needs no check.
    const validate = ajv.compile<AttributeMapDocument>(ATTRIBUTE_MAP_SCHEMA);
    if (!validate(content)) {
      const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
      for (const error of errors) this.#note(offsetOf(document, error), ...sentences(error));
      this.refuse();
    }
    this.content = content as AttributeMapDocument;
  }

  /** Notes a problem of what stands at `path`. */
  complain(path: Path, problem: Words | readonly Words[]): void {
    this.#note(keyOffset(this.#document, path), ...([problem].flat() as Words[]));
  }

  #note(offset: number, ...problem: readonly Words[]): void {
    this.#problems.push(`${this.#at(offset)}:`, ...problem);
  }

  /** @throws ConfigurationException with all that was complained of. */
  refuse(): void {
    if (this.#problems.length === 0) return;
    throw worded('ConfigurationException', this.#problems);
  }
}

/** Where the part of the document is that an error of the schema is about. */
function offsetOf(document: Document, error: ErrorObject): number {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { additionalProperty } = error.params as { additionalProperty?: string };
  return keyOffset(document, additionalProperty === undefined ? path : [...path, additionalProperty]);
}

/** The key of a path, where it has one; else the value; else the beginning. */
function keyOffset(document: Document, path: Path): number {
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
    : undefined;
  const node = (pair?.key ?? document.getIn(path, true)) as { range?: readonly number[] } | undefined;
  if (node?.range) return node.range[0]!;
  return path.length > 0 ? keyOffset(document, path.slice(0, -1)) : 0;
}

function sentences({ instancePath, keyword, params, parentSchema, data }: ErrorObject): readonly Words[] {
  const name = instancePath.split('/').at(-1) || '/';
  const { additionalProperty, allowedValues, missingProperty, ...bounds } = params as {
    additionalProperty?: string;
    allowedValues?: string[];
    missingProperty?: string;
    pattern?: string;
  };
  if (additionalProperty) {
    const known = Object.keys((parentSchema as { properties?: object }).properties ?? {});
    return [text('map.unknown', additionalProperty), meantOrKnown(additionalProperty, known)];
  }
  if (allowedValues) {
    const near = typeof data === 'string' ? meant(data, allowedValues) : [];
    return [text('map.oneOf', name, allowedValues.join(', ')), ...near];
  }
  if (missingProperty) return [text('map.needs', name, missingProperty)];
  if (bounds.pattern) return [text('map.form', String(data), bounds.pattern)];
  return [text('map.invalid', name, [keyword, ...Object.values(bounds)].join(' '))];
}
