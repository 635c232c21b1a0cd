import type { ConnectorObject } from '../../common/connector-object.js';
import { equals } from '../../common/filter/build.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { Uid } from '../../common/uid.js';
import type { Call } from '../call.js';
import { objectsOf } from './search.js';

/** A search by Uid; null when nothing is found. */
export function get(call: Call): Promise<ConnectorObject | null> {
  const [objectClass, uid] = call.args as [ObjectClass, Uid];
  return objectOf(call, objectClass, uid);
}

/** The first match is taken and the rest is not asked for. */
export async function objectOf(
  call: Call,
  objectClass: ObjectClass,
  uid: Uid,
): Promise<ConnectorObject | null> {
  // The revision is no part of what identifies the object.
  const found = objectsOf(call, objectClass, equals(uid.name, uid.value));
  try {
    const { done, value } = await found.next();
    return done ? null : value;
  } finally {
    await found.return(null);
  }
}
