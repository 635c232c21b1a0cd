import { ConfigurationException } from '@icf-ts/framework/spi';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, isMap, isScalar, parseDocument, type Document } from 'yaml';
import { ATTRIBUTE_MAP_SCHEMA, type AttributeMapDocument } from '../attribute-map-schema.js';
import { suggestion } from './suggestion.js';

const validate = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  verbose: true,
}).compile<AttributeMapDocument>(ATTRIBUTE_MAP_SCHEMA);

/** Keys and indexes from the root of the document. */
type Path = readonly (string | number)[];

/** A map that the JSON Schema finds no fault with, and what is wrong with it nevertheless. */
export class MapDocument {
  readonly content: AttributeMapDocument;
  readonly #document: Document;
  readonly #at: (offset: number) => string;
  readonly #problems: string[] = [];

  /** @throws ConfigurationException with every problem of YAML or of the schema, and its line and column. */
  constructor(yaml: string, where: string) {
    const lines = new LineCounter();
    const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
    this.#document = document;
    this.#at = (offset) => {
      const { line, col } = lines.linePos(offset);
      return `${where}:${line}:${col}`;
    };
    this.#problems.push(...document.errors.map(({ pos, message }) => `${this.#at(pos[0])}: ${message}.`));
    this.refuse();
    const content: unknown = document.toJS();
    if (!validate(content)) {
      const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
      this.#problems.push(
        ...errors.map((error) => `${this.#at(offsetOf(document, error))}: ${ended(sentence(error))}`),
      );
      this.refuse();
    }
    this.content = content as AttributeMapDocument;
  }

  /** Notes a problem of what stands at `path`. */
  complain(path: Path, problem: string): void {
    this.#problems.push(`${this.#at(keyOffset(this.#document, path))}: ${ended(problem)}`);
  }

  /** @throws ConfigurationException with all that was complained of. */
  refuse(): void {
    if (this.#problems.length === 0) return;
    throw new ConfigurationException(`The attribute map is not valid. ${this.#problems.join(' ')}`);
  }
}

const ended = (problem: string): string => (problem.endsWith('?') ? problem : `${problem}.`);

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

function sentence({ instancePath, message, params, parentSchema, data }: ErrorObject): string {
  const name = instancePath.split('/').at(-1) || 'the map';
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: string[];
  };
  if (additionalProperty) {
    const known = Object.keys((parentSchema as { properties?: object }).properties ?? {});
    return `'${additionalProperty}' is not known here${suggestion(additionalProperty, known) || `; there is ${known.join(', ')}`}`;
  }
  if (allowedValues) {
    const meant = typeof data === 'string' ? suggestion(data, allowedValues) : '';
    return `'${name}' must be one of ${allowedValues.join(', ')}${meant}`;
  }
  return `'${name}' ${message ?? 'is not valid'}`;
}
