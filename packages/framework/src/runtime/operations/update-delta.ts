import { emulateUpdateDelta, type UpdatePrimitives } from '../../api/emulation/update-delta.js';
import type { AttributeDelta } from '../../common/attribute-delta.js';
import { AttributeSet } from '../../common/attributes.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { Uid } from '../../common/uid.js';
import type {
  SearchOp,
  UpdateAttributeValuesOp,
  UpdateDeltaOp,
  UpdateOp,
} from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';
import { objectOf } from './get.js';

/** Natively where the connector can; else by update, by the operations for single values, or by read and replace. */
export async function updateDelta(call: Call): Promise<readonly AttributeDelta[] | null> {
  const [objectClass, uid, deltas] = call.args as [ObjectClass, Uid, readonly AttributeDelta[]];
  const connector = call.connector as unknown as Partial<UpdateDeltaOp & UpdateAttributeValuesOp & SearchOp> &
    UpdateOp;
  if (connector.updateDelta) return connector.updateDelta(objectClass, uid, deltas, call.options);

  type Operation = 'update' | 'addAttributeValues' | 'removeAttributeValues';
  const change =
    (name: Operation): UpdatePrimitives['update'] =>
    (target, attributes) =>
      connector[name]!(objectClass, target, AttributeSet.of(attributes), call.options);
  return emulateUpdateDelta(
    {
      update: change('update'),
      ...(connector.addAttributeValues && connector.removeAttributeValues
        ? { values: { add: change('addAttributeValues'), remove: change('removeAttributeValues') } }
        : {}),
      ...(connector.search ? { get: (target: Uid) => objectOf(call, objectClass, target) } : {}),
    },
    uid,
    deltas,
  );
}
