import { sameName, type ConnectorException } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import { isSalesforceId } from '../../soql/salesforce-id.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

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
      ? [text('next.portalProfile')]
      : [];
  const among = text('fault.wrongReference', attributeNames.join(', '));
  return worded('InvalidAttributeValueException', [error, among, ...portal], {
    cause: error.cause,
    attributeNames,
    ...(error.uid ? { uid: error.uid } : {}),
  });
}
