import { CUSTOM_TYPES } from './additions.js';

const text = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
const digits = (least: number) => ({ type: 'integer', minimum: least, maximum: 18 });

const FIELD = {
  type: 'object',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { enum: CUSTOM_TYPES },
    label: text,
    length: { type: 'integer', minimum: 1, maximum: 131_072 },
    precision: digits(1),
    scale: digits(0),
    required: flag,
    unique: flag,
    externalId: flag,
    default: { type: ['string', 'number', 'boolean'] },
    values: { type: 'array', minItems: 1, items: text },
    restricted: flag,
    to: text,
    children: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$' },
  },
};

const OBJECT = {
  type: 'object',
  additionalProperties: false,
  properties: {
    label: text,
    labelPlural: text,
    fields: { type: 'object', additionalProperties: FIELD },
  },
};

/** The JSON Schema of a description of custom objects and fields. */
export const ADDITIONS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: { objects: { type: 'object', additionalProperties: OBJECT } },
};
