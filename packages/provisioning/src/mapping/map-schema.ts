import { CODE_SCHEMA, type CodeDocument } from '../expressions/code.js';
import type { JsonObject, JsonValue } from '../repository/identity.js';

/** What happens in one direction. */
export interface WayDocument {
  readonly expression?: CodeDocument;
  readonly module?: string;
  readonly constant?: JsonValue;
  readonly default?: JsonValue;
  readonly defaultExpression?: CodeDocument;
  readonly trustedDefault?: JsonValue;
  readonly condition?: CodeDocument;
  readonly validate?: readonly { readonly check: CodeDocument; readonly message: string }[];
  readonly strength?: Strength;
  readonly required?: boolean;
}

/**
 * Whose word counts. `normal`: what the source says; `strong`: also that it says nothing; `weak`: only where the other
 * side has nothing.
 */
export const STRENGTHS = ['normal', 'strong', 'weak'] as const;
export type Strength = (typeof STRENGTHS)[number];

export const DIRECTIONS = ['both', 'inbound', 'outbound', 'none'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface LookupUse {
  readonly name: string;
  /** What the identity holds: the code as the system has it, or what people read. Default: decode. */
  readonly holds?: 'code' | 'decode';
  /** What to do with a value that the lookup does not have. Default: error. */
  readonly missing?: 'error' | 'keep' | 'ignore';
  /** False: in this one, codes and decodes are plain, also where the map is of an IT resource. Default: true. */
  readonly itResource?: boolean;
}

/** How a value of the identity and one of the object translate into each other. */
export interface TranslationDocument {
  readonly lookup?: string | LookupUse;
  /** Values of the identity, as texts, and those of the object. */
  readonly values?: Readonly<Record<string, JsonValue>>;
}

export interface ColumnDocument extends TranslationDocument {
  readonly identity: string;
  /** Key within the object's values, which are maps; without it the value itself. */
  readonly part?: string;
}

export interface EntryDocument extends WayDocument, TranslationDocument {
  readonly identity?: string | readonly string[];
  readonly attribute?: string;
  readonly direction?: Direction;
  readonly multiValued?: boolean;
  readonly columns?: readonly ColumnDocument[];
  readonly part?: string;
  readonly where?: JsonObject;
  readonly secret?: boolean;
  readonly textCase?: 'exact' | 'ignore';
  readonly inbound?: WayDocument;
  readonly outbound?: WayDocument;
}

/** Rows of a lookup definition: left the field of a form, right the attribute's path. */
export type TableDocument = Readonly<Record<string, string>>;

export interface OracleDocument {
  readonly provisioning?: TableDocument;
  readonly reconciliation?: TableDocument;
  readonly trusted?: TableDocument;
  readonly trustedDefaults?: TableDocument;
  readonly lookups?: TableDocument;
  readonly rename?: TableDocument;
}

export interface MapDocument {
  readonly extends?: string | readonly string[];
  readonly schema?: JsonObject;
  readonly entries?: readonly EntryDocument[];
  readonly oracle?: OracleDocument;
}

const anything = {};
const name = { type: 'string', minLength: 1 } as const;
const texts = { type: 'object', additionalProperties: { type: 'string' } } as const;

const WAY = {
  expression: CODE_SCHEMA,
  module: name,
  constant: anything,
  default: anything,
  defaultExpression: CODE_SCHEMA,
  trustedDefault: anything,
  condition: CODE_SCHEMA,
  validate: {
    type: 'array',
    items: {
      type: 'object',
      properties: { check: CODE_SCHEMA, message: name },
      required: ['check', 'message'],
      additionalProperties: false,
    },
  },
  strength: { enum: STRENGTHS },
  required: { type: 'boolean' },
} as const;

const TRANSLATION = {
  lookup: {
    type: ['string', 'object'],
    minLength: 1,
    properties: {
      name,
      holds: { enum: ['code', 'decode'] },
      itResource: { type: 'boolean' },
      missing: { enum: ['error', 'keep', 'ignore'] },
    },
    required: ['name'],
    additionalProperties: false,
  },
  values: {
    type: 'object',
    minProperties: 1,
    additionalProperties: { type: ['string', 'number', 'boolean'] },
  },
} as const;

const way = { type: 'object', properties: WAY, additionalProperties: false } as const;

const ENTRY = {
  type: 'object',
  properties: {
    identity: { type: ['string', 'array'], minLength: 1, minItems: 1, items: name },
    attribute: name,
    direction: { enum: DIRECTIONS },
    multiValued: { type: 'boolean' },
    columns: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: { identity: name, part: name, ...TRANSLATION },
        required: ['identity'],
        additionalProperties: false,
      },
    },
    part: name,
    where: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
    secret: { type: 'boolean' },
    textCase: { enum: ['exact', 'ignore'] },
    ...TRANSLATION,
    ...WAY,
    inbound: way,
    outbound: way,
  },
  additionalProperties: false,
} as const;

/** JSON Schema of a map between identities and objects, as it stands in a configuration. */
export const MAP_SCHEMA = {
  type: 'object',
  properties: {
    extends: { type: ['string', 'array'], minLength: 1, items: name },
    schema: { type: 'object' },
    entries: { type: 'array', items: ENTRY },
    oracle: {
      type: 'object',
      properties: {
        provisioning: texts,
        reconciliation: texts,
        trusted: texts,
        trustedDefaults: texts,
        lookups: texts,
        rename: texts,
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
} as const;

/** The names of what is said for one direction. */
export const WAY_NAMES = Object.keys(WAY) as readonly (keyof WayDocument)[];
