import { foldCase, type ConnectorException } from '@icf-ts/framework/spi';
import type { DescribeSObjectResult } from 'jsforce';
import type { CallContext } from '../session/api-request.js';
import type { Session } from '../session/session.js';
import { kindOfType, type FieldKind, type KindOf } from '../mapping/field-kinds.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { standardKind } from '../mapping/standard-fields.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';

/**
 * Learns the kinds of the fields that a call touches. No API call where all of them are standard fields; otherwise one
 * describe an hour, and one more when a field is not in it.
 * @throws InvalidAttributeValueException for a field that the org does not have.
 */
export async function fieldKinds(
  session: Session,
  mapping: ObjectMapping,
  fields: readonly string[],
  context: CallContext,
): Promise<KindOf> {
  const { sobject } = mapping;
  const own = fields.filter((field) => standardKind(sobject, field) === undefined);
  const kinds = new Map<string, FieldKind>();
  const unknown = (): string | undefined => own.find((field) => !kinds.has(foldCase(field)));
  const learn = ({ fields: described }: DescribeSObjectResult): void =>
    described.forEach(({ name, type }) => kinds.set(foldCase(name), kindOfType(type)));

  const describing: CallContext = { ...context, action: text('action.describe', sobject), writes: false };
  if (unknown()) learn(await session.describes.get(sobject, describing));
  // The field may be younger than the describe.
  if (unknown()) learn(await session.describes.refresh(sobject, describing));
  const missing = unknown();
  if (missing !== undefined) throw noSuchField(missing, mapping);
  return (field) => kinds.get(foldCase(field)) ?? standardKind(sobject, field) ?? 'text';
}

function noSuchField(field: string, mapping: ObjectMapping): ConnectorException {
  const attribute = mapping.attributeOf(field);
  return worded('InvalidAttributeValueException', text('fault.noField', mapping.sobject, field, attribute), {
    attributeNames: [attribute],
  });
}
