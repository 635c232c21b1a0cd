import type { Filter } from '../../common/filter/filter.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { CountOp } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';
import { objectsOf } from './search.js';

/** Asks the connector; where it cannot tell, counts what a search finds, without attributes. */
export async function count(call: Call): Promise<number> {
  const [objectClass, filter] = call.args as [ObjectClass, Filter | null];
  const connector = call.connector as unknown as Partial<CountOp>;
  const told = await connector.count?.(objectClass, filter ?? undefined, call.options);
  if (told !== undefined) return told;
  let found = 0;
  for await (const _ of objectsOf(call, objectClass, filter ?? undefined)) found++;
  return found;
}
