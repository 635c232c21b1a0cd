import { InvalidAttributeValueException, sameName, type ConnectorException } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import { isSalesforceId } from '../../soql/salesforce-id.js';

/** Salesforce refuses an id that refers to nothing, or does not fit, without a word on which: the ids given are named. */
export function explainReference(
  { sobject, attributeOf }: ObjectMapping,
  record: WriteRecord,
  error: ConnectorException,
): ConnectorException {
  const refused = isRefusal(error, 'INVALID_CROSS_REFERENCE_KEY', /(?:)/);
  if (!refused || (error.attributeNames?.length ?? 0) > 0) return error;
  const fields = Object.entries(record).flatMap(([field, value]) =>
    typeof value === 'string' && isSalesforceId(value) && /(Id|__c)$/i.test(field) ? [field] : [],
  );
  if (fields.length === 0) return error;
  const attributeNames = fields.map(attributeOf);
  const portal =
    sobject === 'User' && fields.some((field) => sameName(field, 'ContactId'))
      ? ' A contact goes with a profile of a portal licence only, and a user keeps the kind of profile it was made with.'
      : '';
  return new InvalidAttributeValueException(
    `${error.message} What is refused is among ${attributeNames.join(', ')}.${portal}`,
    { cause: error.cause, attributeNames, ...(error.uid ? { uid: error.uid } : {}) },
  );
}
