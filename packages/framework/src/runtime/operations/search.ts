import { ConnectorObject } from '../../common/connector-object.js';
import { ConnectorException } from '../../common/errors/exceptions.js';
import type { Filter } from '../../common/filter/filter.js';
import type { ObjectClass } from '../../common/object-class.js';
import { SearchResult } from '../../common/search-result.js';
import type { SearchOp } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';
import { attributesToGet } from '../results/attributes-to-get.js';
import { filtered } from '../results/filtered.js';
import type { ResultsTransform } from '../results/transform.js';

/** Asks the connector and passes its objects on, filtered and cut to size as the configuration says. */
export async function* search(call: Call): AsyncGenerator<ConnectorObject, SearchResult | null, void> {
  const [objectClass, filter] = call.args as [ObjectClass, Filter | null];
  return yield* objectsOf(call, objectClass, filter ?? undefined);
}

export async function* objectsOf(
  call: Call,
  objectClass: ObjectClass,
  filter: Filter | undefined,
): AsyncGenerator<ConnectorObject, SearchResult | null, void> {
  const { apiConfiguration } = call.facade;
  const transforms = [
    filtered(filter, call.options, apiConfiguration),
    attributesToGet(call.options, apiConfiguration),
  ].filter((transform) => transform !== undefined);
  const connector = call.connector as unknown as SearchOp;
  const source = connector.search(objectClass, filter, call.options);
  try {
    for (;;) {
      const item = await source.next();
      if (item.done) return item.value instanceof SearchResult ? item.value : null;
      const object = pass(checked(item.value, call), transforms);
      if (object) yield object;
    }
  } finally {
    await source.return(undefined);
  }
}

function checked(object: unknown, call: Call): ConnectorObject {
  if (object instanceof ConnectorObject) return object;
  throw new ConnectorException(
    `Connector ${call.facade.key.connectorName} yielded something that is not a ConnectorObject. This is a fault of bundle ${call.facade.key.bundleName}.`,
  );
}

function pass(object: ConnectorObject, transforms: readonly ResultsTransform[]): ConnectorObject | undefined {
  let current: ConnectorObject | undefined = object;
  for (const transform of transforms) {
    current = transform(current);
    if (!current) return undefined;
  }
  return current;
}
