import { Name } from '../../common/name.js';
import { ObjectClass } from '../../common/object-class.js';
import { AttributeInfo, type AttributeFlag } from '../../common/schema/attribute-info.js';
import { ObjectClassInfo } from '../../common/schema/schema.js';
import { SpecialAttributes } from '../../common/special-attributes.js';
import { foldCase } from '../../common/values/case-insensitive.js';

/** What is special about the objects of a class. */
export interface MemoryClass {
  readonly info: ObjectClassInfo;
  /** The Uid of an object: a number for ever, or made from the name, so that a rename changes it. */
  uidOf(name: string, sequence: number): string;
  readonly uidFollowsName: boolean;
}

const info = (name: string, type: string, ...flags: AttributeFlag[]): AttributeInfo =>
  new AttributeInfo(name, type, { flags });
const name = info(Name.NAME, 'String', 'REQUIRED');
const SET_BY_TARGET = ['NOT_CREATABLE', 'NOT_UPDATEABLE'] as const;

const ACCOUNT: MemoryClass = {
  info: new ObjectClassInfo(ObjectClass.ACCOUNT.type, [
    name,
    info('sn', 'String', 'REQUIRED'),
    info('mail', 'String'),
    info('title', 'String'),
    info('age', 'Integer'),
    info('phone', 'String', 'MULTIVALUED'),
    info('photo', 'ByteArray', 'NOT_RETURNED_BY_DEFAULT'),
    info('created', 'ZonedDateTime', ...SET_BY_TARGET),
    info(SpecialAttributes.ENABLE, 'Boolean'),
    info(SpecialAttributes.PASSWORD, 'GuardedString', 'NOT_READABLE', 'NOT_RETURNED_BY_DEFAULT'),
  ]),
  uidOf: (_name, sequence) => `account-${sequence}`,
  uidFollowsName: false,
};

const GROUP: MemoryClass = {
  info: new ObjectClassInfo(ObjectClass.GROUP.type, [
    name,
    info('description', 'String'),
    info('member', 'String', 'MULTIVALUED'),
    info('created', 'ZonedDateTime', ...SET_BY_TARGET),
  ]),
  uidOf: (name) => `cn=${foldCase(name)}`,
  uidFollowsName: true,
};

export const MEMORY_CLASSES: readonly MemoryClass[] = [ACCOUNT, GROUP];
