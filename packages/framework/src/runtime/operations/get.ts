import type { ConnectorObject } from '../../common/connector-object.js';
import { equals } from '../../common/filter/build.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { Uid } from '../../common/uid.js';
import type { Call } from '../call.js';
import { firstOf } from './search.js';

/** A search by Uid; null when nothing is found. */
export function get(call: Call): Promise<ConnectorObject | null> {
  const [objectClass, uid] = call.args as [ObjectClass, Uid];
  return objectOf(call, objectClass, uid);
}

/** The first match is taken and the rest is not asked for. */
export function objectOf(call: Call, objectClass: ObjectClass, uid: Uid): Promise<ConnectorObject | null> {
  // The revision is no part of what identifies the object.
  return firstOf(call, objectClass, equals(uid.name, uid.value));
}
