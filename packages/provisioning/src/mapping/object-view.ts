import type { ConnectorObject } from '@icf-ts/framework';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import { MappingError } from './identity-mapping.js';
import { valuesOf } from './object-slot.js';

/** An object as expressions see it: attributes by name, one value as it is, several as a list. Secrets are left out. */
export function objectView(object: ConnectorObject): JsonObject {
  const view: Record<string, JsonValue> = {};
  for (const { name } of object.attributes) {
    try {
      const values = valuesOf(object, name);
      if (values.length > 0) view[name] = values.length === 1 ? values[0]! : values;
    } catch (error) {
      if (!(error instanceof MappingError)) throw error;
    }
  }
  return view;
}
