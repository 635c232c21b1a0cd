import { AttributeInfo, ObjectClassInfo, SpecialAttributes, type AttributeFlag } from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import { FROZEN, RESET_PASSWORD } from './account-attributes.js';

const WRITE_ONLY: readonly AttributeFlag[] = ['NOT_READABLE', 'NOT_RETURNED_BY_DEFAULT'];
const READ_ONLY: readonly AttributeFlag[] = ['NOT_CREATABLE', 'NOT_UPDATEABLE', 'NOT_RETURNED_BY_DEFAULT'];

const INFOS: readonly AttributeInfo[] = [
  new AttributeInfo(RESET_PASSWORD, 'Boolean', { flags: WRITE_ONLY }),
  new AttributeInfo(SpecialAttributes.PASSWORD_EXPIRED, 'Boolean', { flags: READ_ONLY }),
  new AttributeInfo(FROZEN, 'Boolean', { flags: WRITE_ONLY }),
  new AttributeInfo(SpecialAttributes.LOCK_OUT, 'Boolean', { flags: WRITE_ONLY }),
];

/** The class with the attributes of accounts that stand for no field, unless the map has others of their names. */
export function withAccountAttributes(info: ObjectClassInfo, { sobject }: ObjectMapping): ObjectClassInfo {
  if (sobject !== 'User') return info;
  const more = INFOS.filter(({ name }) => !info.attribute(name));
  return new ObjectClassInfo(info.type, [...info.attributeInfos, ...more], info);
}
