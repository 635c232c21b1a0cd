import { foldCase, type ConnectorException } from '@icf-ts/framework/spi';
import type { DescribeSObjectResult } from 'jsforce';
import type { CallContext } from '../session/api-request.js';
import type { Session } from '../session/session.js';
import { kindOfType, type FieldKind, type KindOf } from '../mapping/field-kinds.js';
import { nearest } from '../mapping/document/suggestion.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { standardKind } from '../mapping/standard-fields.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';

/**
 * Learns the kinds of the fields that a call touches. No API call where all of them are standard fields; otherwise one
 * describe an hour, and one more when a field is not in it. A field that the map calls optional is looked for in the
 * describe too, and is `absent` where the org lacks it.
 * @throws InvalidAttributeValueException for any other field that the org does not have.
 */
export async function fieldKinds(
  session: Session,
  mapping: ObjectMapping,
  fields: readonly string[],
  context: CallContext,
): Promise<KindOf> {
  const { sobject } = mapping;
  // The name of a referenced row is a text; that the field is there, Salesforce says.
  const own = fields.filter((field) => !field.includes('.'));
  const optional = own.filter((field) => mapping.isOptional(field));
  const needed = own.filter(
    (field) => standardKind(sobject, field) === undefined && !mapping.isOptional(field),
  );
  const kinds = new Map<string, FieldKind>();
  const names: string[] = [];
  const unknown = (): string | undefined => needed.find((field) => !kinds.has(foldCase(field)));
  const learn = ({ fields: described }: DescribeSObjectResult): void =>
    described.forEach(({ name, type }) => {
      kinds.set(foldCase(name), kindOfType(type));
      names.push(name);
    });

  const describing: CallContext = {
    ...context,
    action: text('action.describe', sobject),
    describes: mapping,
    writes: false,
  };
  if (needed.length + optional.length > 0) learn(await session.describes.get(sobject, describing));
  // The field may be younger than the describe.
  if (unknown()) learn(await session.describes.refresh(sobject, describing));
  const missing = unknown();
  if (missing !== undefined) throw noSuchField(missing, mapping, names);
  const absent = new Set(optional.map(foldCase).filter((field) => !kinds.has(field)));
  return (field) => {
    const folded = foldCase(field);
    if (absent.has(folded)) return 'absent';
    return kinds.get(folded) ?? standardKind(sobject, field) ?? 'text';
  };
}

function noSuchField(field: string, mapping: ObjectMapping, known: readonly string[]): ConnectorException {
  const attribute = mapping.attributeOf(field);
  const meant = nearest(field, known);
  const fault =
    meant === undefined
      ? text('fault.noField', mapping.sobject, field, attribute)
      : text('fault.noFieldMeant', mapping.sobject, field, attribute, meant);
  return worded('InvalidAttributeValueException', fault, { attributeNames: [attribute] });
}
