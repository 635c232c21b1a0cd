import { COMPUTED_DEFAULT_NAMES } from './computed-defaults.js';
import { DIRECTIONS, type Direction } from './object-mapping.js';
import type { ComputedDefaultName } from './computed-defaults.js';

/** An entry of the document: the field alone, or the field with what else is to be said. */
export interface EntryDocument {
  readonly field: string;
  readonly direction?: Direction;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
  readonly defaultFrom?: ComputedDefaultName;
}

/** An attribute map as it stands in YAML. */
export interface AttributeMapDocument {
  readonly objectClasses: Readonly<
    Record<
      string,
      {
        readonly builtIn?: boolean;
        readonly passThrough?: boolean;
        readonly attributes?: Readonly<Record<string, string | EntryDocument>>;
      }
    >
  >;
}

const FIELD = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$' };

/** The JSON Schema of an attribute map. */
export const ATTRIBUTE_MAP_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['objectClasses'],
  properties: {
    objectClasses: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          builtIn: { type: 'boolean' },
          passThrough: { type: 'boolean' },
          attributes: {
            type: 'object',
            propertyNames: { minLength: 1 },
            additionalProperties: {
              if: { type: 'object' },
              then: {
                type: 'object',
                additionalProperties: false,
                required: ['field'],
                properties: {
                  field: FIELD,
                  direction: { enum: DIRECTIONS },
                  required: { type: 'boolean' },
                  default: { type: ['string', 'number', 'boolean'] },
                  defaultFrom: { enum: COMPUTED_DEFAULT_NAMES },
                },
                not: { required: ['default', 'defaultFrom'] },
              },
              else: FIELD,
            },
          },
        },
      },
    },
  },
} as const;
