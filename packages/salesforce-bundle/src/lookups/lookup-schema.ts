import { AttributeInfo, Name, ObjectClassInfo, Uid } from '@icf-ts/framework/spi';
import type { LookupRow } from './lookup-table.js';

/** What the objects of a lookup's class have; nobody writes them. */
export const lookupClassInfo = ({ name }: LookupRow): ObjectClassInfo =>
  new ObjectClassInfo(
    name,
    [Uid.NAME, Name.NAME].map(
      (attribute) => new AttributeInfo(attribute, 'String', { flags: ['NOT_CREATABLE', 'NOT_UPDATEABLE'] }),
    ),
  );
