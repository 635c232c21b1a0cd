import { CODE_SCHEMA, type CodeDocument } from '../expressions/code.js';

/** Equality of one value of an identity and one of an object. */
export interface ElementDocument {
  readonly identity?: string | readonly string[];
  readonly identityExpression?: CodeDocument;
  readonly attribute?: string;
  readonly objectExpression?: CodeDocument;
  /** Default: ignore. */
  readonly textCase?: 'exact' | 'ignore';
}

/** Elements of which all must hold, and a condition on both sides. */
export interface AlternativeDocument {
  readonly allOf: readonly ElementDocument[];
  readonly condition?: CodeDocument;
}

export interface RuleDocument {
  readonly name?: string;
  /** Of which one must hold; a single element may stand for itself. */
  readonly anyOf: readonly (ElementDocument | AlternativeDocument)[];
}

export interface CorrelationDocument {
  readonly preset?: string;
  readonly rules?: readonly RuleDocument[];
}

const name = { type: 'string', minLength: 1 } as const;

const ELEMENT = {
  identity: { type: ['string', 'array'], minLength: 1, minItems: 1, items: name },
  identityExpression: CODE_SCHEMA,
  attribute: name,
  objectExpression: CODE_SCHEMA,
  textCase: { enum: ['exact', 'ignore'] },
} as const;

/** JSON Schema of correlation rules, as they stand in a configuration. */
export const CORRELATION_SCHEMA = {
  type: 'object',
  properties: {
    preset: name,
    rules: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: {
          name,
          anyOf: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              properties: {
                ...ELEMENT,
                allOf: {
                  type: 'array',
                  minItems: 1,
                  items: { type: 'object', properties: ELEMENT, additionalProperties: false },
                },
                condition: CODE_SCHEMA,
              },
              additionalProperties: false,
            },
          },
        },
        required: ['anyOf'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const;
