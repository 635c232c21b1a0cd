import {
  AttributeInfo,
  ObjectClassInfo,
  SchemaBuilder,
  type OperationName,
  type Schema,
} from '@icf-ts/framework';

const NAME = new AttributeInfo('__NAME__', 'String', { flags: ['REQUIRED'] });

/** Twin of the recorded connector's schema. */
export function wireSchema(supported: readonly OperationName[]): Schema {
  const account = new ObjectClassInfo('__ACCOUNT__', [
    NAME,
    new AttributeInfo('__PASSWORD__', 'GuardedString', {
      flags: ['NOT_READABLE', 'NOT_RETURNED_BY_DEFAULT'],
    }),
    new AttributeInfo('mail', 'String', {
      flags: ['MULTIVALUED'],
      subtype: '__STRING_CASE_IGNORE__',
      nativeName: 'rfc822Mailbox',
    }),
    new AttributeInfo('age', 'Integer', { flags: ['REQUIRED'] }),
    new AttributeInfo('photo', 'ByteArray', { flags: ['NOT_RETURNED_BY_DEFAULT'] }),
    new AttributeInfo('memberOf', 'ConnectorObjectReference', {
      flags: ['MULTIVALUED'],
      referencedObjectClassName: '__GROUP__',
      roleInReference: '__SUBJECT__',
    }),
  ]);
  const unit = new ObjectClassInfo('OrgUnit', [NAME], { container: true });
  return new SchemaBuilder(supported)
    .objectClass(account)
    .objectClass(unit, { only: ['search', 'get'] })
    .option('attributesToGet', 'search', 'get')
    .option('pageSize', 'search', 'get')
    .build();
}
