import type { Attribute, AttributeValue } from '../../common/attribute.js';
import type { AttributeSet } from '../../common/attributes.js';
import { InvalidAttributeValueException } from '../../common/errors/exceptions.js';
import { Name } from '../../common/name.js';
import type { AttributeInfo } from '../../common/schema/attribute-info.js';
import type { ObjectClassInfo } from '../../common/schema/schema.js';
import { GuardedString } from '../../common/security/guarded-string.js';
import { ZonedDateTime } from '../../common/values/zoned-date-time.js';

const TYPES: Readonly<Record<string, (value: AttributeValue) => boolean>> = {
  String: (value) => typeof value === 'string',
  Integer: (value) => typeof value === 'number' && Number.isInteger(value),
  Boolean: (value) => typeof value === 'boolean',
  ByteArray: (value) => value instanceof Uint8Array,
  ZonedDateTime: (value) => value instanceof ZonedDateTime,
  GuardedString: (value) => value instanceof GuardedString,
};

/** @throws InvalidAttributeValueException for what the schema does not allow. */
export function checkNew(info: ObjectClassInfo, attributes: AttributeSet): void {
  for (const attribute of attributes) check(info, attribute, (declared) => declared.isCreatable);
  for (const declared of info.attributeInfos) {
    if (declared.isRequired && !hasValue(attributes.get(declared.name))) throw missing(declared.name);
  }
}

/** @throws InvalidAttributeValueException for what the schema does not allow. */
export function checkChange(info: ObjectClassInfo, attribute: Attribute): void {
  const declared = check(info, attribute, ({ isUpdateable }) => isUpdateable);
  if (declared.isRequired && !hasValue(attribute)) throw missing(declared.name);
}

function check(
  info: ObjectClassInfo,
  { name, values }: Attribute,
  writable: (declared: AttributeInfo) => boolean,
): AttributeInfo {
  const declared = info.attribute(name);
  if (!declared) throw invalid(name, `is not an attribute of ${info.type}`);
  if (!writable(declared)) throw invalid(name, 'is set by the target and cannot be written');
  if ((values?.length ?? 0) > 1 && !declared.isMultiValued) throw invalid(name, 'takes one value only');
  if (values?.some((value) => value !== null && !TYPES[declared.type]!(value)))
    throw invalid(name, `takes values of type ${declared.type}`);
  if (name === Name.NAME && values?.[0] === '') throw invalid(name, 'must not be empty');
  return declared;
}

const hasValue = (attribute: Attribute | undefined): boolean =>
  attribute?.values?.some((value) => value !== null) ?? false;

const missing = (name: string): Error => invalid(name, 'is required');
const invalid = (name: string, why: string): Error =>
  new InvalidAttributeValueException(`Attribute '${name}' ${why}.`, { attributeNames: [name] });
