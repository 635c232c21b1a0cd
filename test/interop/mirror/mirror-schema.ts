import {
  ATTRIBUTE_FLAGS,
  AttributeInfo,
  ObjectClassInfo,
  SchemaBuilder,
  type OperationName,
  type Schema,
} from '@icf-ts/framework';

/** ICF's type names, and Java's simple names where they differ. */
const TYPES = [
  ...['String', 'Long', 'long', 'Character', 'char', 'Double', 'double', 'Float', 'float', 'Integer', 'int'],
  ...['Boolean', 'boolean', 'Byte', 'byte', 'ByteArray', 'BigDecimal', 'BigInteger', 'GuardedString'],
  ...['GuardedByteArray', 'Map', 'ZonedDateTime'],
];

/** As Java adds it where a class does not declare it. */
const named = new AttributeInfo('__NAME__', 'String', { flags: ['REQUIRED'] });

/** Attributes of every type and with every flag; the twin of MirrorSchema.java. */
export function mirrorSchema(supported: readonly OperationName[]): Schema {
  const account = new ObjectClassInfo('__ACCOUNT__', [
    named,
    ...TYPES.map((type) => new AttributeInfo(`of ${type === 'ByteArray' ? 'byte[]' : type}`, type)),
    ...ATTRIBUTE_FLAGS.map(
      (flag) =>
        new AttributeInfo(`with ${flag}`, 'String', {
          flags: flag === 'NOT_READABLE' ? [flag, 'NOT_RETURNED_BY_DEFAULT'] : [flag],
        }),
    ),
    new AttributeInfo('mail', 'String', { nativeName: 'rfc822Mailbox', subtype: '__STRING_CASE_IGNORE__' }),
    new AttributeInfo('memberOf', 'ConnectorObjectReference', {
      flags: ['MULTIVALUED'],
      referencedObjectClassName: '__GROUP__',
      roleInReference: '__SUBJECT__',
    }),
  ]);
  return new SchemaBuilder(supported)
    .objectClass(account)
    .objectClass(new ObjectClassInfo('OrgUnit', [named], { container: true, embedded: true }), {
      only: ['search', 'get'],
    })
    .objectClass(new ObjectClassInfo('Extra', [named], { auxiliary: true }))
    .option('pageSize', 'search', 'get')
    .option('attributesToGet', 'search', 'get', 'sync')
    .customOption('COUNT', 'Integer', 'search', 'get')
    .build();
}
