import { SpecialAttributes } from '@icf-ts/framework/spi';
import { DELETE_RULES, OPERATIONS, type ClassOperation, type DeleteRule } from './class-operations.js';
import { COMPUTED_DEFAULT_NAMES, type ComputedDefaultName } from './computed-defaults.js';
import { DIRECTIONS, type Direction, type Scalar } from './mapping-entry.js';
import { POLICY_MODES, type MembershipPolicy } from './membership-policy.js';
import { MATCH_OUTCOMES, type MatchRule } from './object-mapping.js';
import { TRANSFORMS, TRANSFORM_NAMES, type TransformDocument } from './transforms/transform-table.js';

/** An entry of the document with all that is to be said; `field`, `attached` or `template` says what it stands for. */
export interface EntryDocument {
  readonly field?: string;
  readonly attached?: string;
  readonly template?: string | readonly string[];
  readonly by?: string;
  readonly to?: string;
  readonly policy?: MembershipPolicy['mode'];
  readonly managed?: readonly string[];
  readonly direction?: Direction;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly returned?: boolean;
  readonly constant?: Scalar;
  readonly default?: Scalar;
  readonly defaultFrom?: ComputedDefaultName;
  readonly defaultTemplate?: string | readonly string[];
  readonly transform?: TransformDocument | readonly TransformDocument[];
}

/** Oracle's tables: what stands in a form, and the attribute that it is sent as. */
export type OracleTables = Readonly<Partial<Record<OracleTableName, Readonly<Record<string, string>>>>>;
export const ORACLE_TABLES = ['provisioning', 'reconciliation', 'trusted'] as const;
export type OracleTableName = (typeof ORACLE_TABLES)[number];

/** One object class as it stands in YAML. */
export interface ClassDocument {
  readonly sobject?: string;
  readonly like?: string;
  readonly name?: string;
  readonly where?: string;
  readonly operations?: readonly ClassOperation[];
  readonly deletes?: DeleteRule;
  readonly builtIn?: boolean;
  readonly passThrough?: boolean;
  readonly match?: { readonly by: readonly string[]; readonly found: MatchRule['found'] };
  readonly complex?: readonly string[];
  readonly attributes?: Readonly<Record<string, string | EntryDocument>>;
  readonly oracle?: OracleTables;
}

/** An attribute map as it stands in YAML. */
export interface AttributeMapDocument {
  readonly objectClasses: Readonly<Record<string, ClassDocument>>;
}

const FIELD_NAME = '[A-Za-z][A-Za-z0-9_]{0,79}';
const FIELD = { type: 'string', pattern: `^${FIELD_NAME}$` };
/** A field, or `__PASSWORD__`, to which a map may give further names. */
const TARGET = { type: 'string', pattern: `^(${FIELD_NAME}|${SpecialAttributes.PASSWORD})$` };
const TEXT = { type: 'string', minLength: 1 };
const FLAG = { type: 'boolean' };
const SCALAR = { type: ['string', 'number', 'boolean'] };
const list = (items: object): object => ({ type: 'array', minItems: 1, items });
const oneOrMore = (items: object): object => ({
  if: { type: 'array' },
  then: list(items),
  else: items,
});

/** A transform by its name alone, or with its parameter. */
const TRANSFORM = {
  if: { type: 'object' },
  then: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    properties: Object.fromEntries(
      TRANSFORM_NAMES.flatMap((name) => {
        const { parameter } = TRANSFORMS[name];
        return parameter ? [[name, parameter]] : [];
      }),
    ),
  },
  else: { enum: TRANSFORM_NAMES.filter((name) => TRANSFORMS[name].parameter === null) },
};

const ENTRY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    field: TARGET,
    attached: TEXT,
    template: oneOrMore(TEXT),
    by: FIELD,
    to: FIELD,
    policy: { enum: POLICY_MODES },
    managed: list(TEXT),
    direction: { enum: DIRECTIONS },
    required: FLAG,
    optional: FLAG,
    returned: FLAG,
    constant: SCALAR,
    default: SCALAR,
    defaultFrom: { enum: COMPUTED_DEFAULT_NAMES },
    defaultTemplate: oneOrMore(TEXT),
    transform: oneOrMore(TRANSFORM),
  },
};

const TABLE = { type: 'object', additionalProperties: TEXT };

/** The JSON Schema of an attribute map. */
export const ATTRIBUTE_MAP_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Attribute map of the Salesforce connector',
  type: 'object',
  additionalProperties: false,
  required: ['objectClasses'],
  properties: {
    objectClasses: {
      type: 'object',
      propertyNames: { minLength: 1 },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          sobject: FIELD,
          like: TEXT,
          name: FIELD,
          where: TEXT,
          operations: { ...list({ enum: OPERATIONS }), uniqueItems: true },
          deletes: { enum: DELETE_RULES },
          builtIn: FLAG,
          passThrough: FLAG,
          match: {
            type: 'object',
            additionalProperties: false,
            required: ['by', 'found'],
            properties: { by: list(TEXT), found: { enum: MATCH_OUTCOMES } },
          },
          complex: list(TEXT),
          attributes: {
            type: 'object',
            propertyNames: { minLength: 1 },
            additionalProperties: { if: { type: 'object' }, then: ENTRY, else: TARGET },
          },
          oracle: {
            type: 'object',
            additionalProperties: false,
            properties: Object.fromEntries(ORACLE_TABLES.map((name) => [name, TABLE])),
          },
        },
      },
    },
  },
} as const;
