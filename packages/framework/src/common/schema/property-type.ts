/** The types of configuration properties, by their ICF names. */
export const SCALAR_PROPERTY_TYPES = [
  'String',
  'long',
  'Long',
  'char',
  'Character',
  'double',
  'Double',
  'float',
  'Float',
  'int',
  'Integer',
  'boolean',
  'Boolean',
  'URI',
  'File',
  'GuardedString',
  'GuardedByteArray',
  'Script',
] as const;

export type ScalarPropertyType = (typeof SCALAR_PROPERTY_TYPES)[number];
export type PropertyType = ScalarPropertyType | `${ScalarPropertyType}[]`;
