import type { APIConfiguration } from '../../api/api-configuration.js';
import { ConnectorObject } from '../../common/connector-object.js';
import { Name } from '../../common/name.js';
import type { OperationOptions } from '../../common/operation-options.js';
import { Uid } from '../../common/uid.js';
import { foldCase } from '../../common/values/case-insensitive.js';
import type { ResultsTransform } from './transform.js';

/** Cuts objects down to the attributes asked for; Uid and Name always stay. */
export function attributesToGet(
  options: OperationOptions,
  { resultsHandlers }: APIConfiguration,
): ResultsTransform | undefined {
  const wanted = options.attributesToGet;
  if (
    !wanted ||
    options.returnDefaultAttributes ||
    !resultsHandlers.enableAttributesToGetSearchResultsHandler
  ) {
    return undefined;
  }
  const kept = new Set([Uid.NAME, Name.NAME, ...wanted].map(foldCase));
  return (object) => {
    const attributes = [...object.attributes].filter((attribute) => kept.has(foldCase(attribute.name)));
    return attributes.length === object.attributes.size
      ? object
      : new ConnectorObject(object.objectClass, attributes);
  };
}
