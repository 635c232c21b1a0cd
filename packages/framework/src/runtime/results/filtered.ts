import type { APIConfiguration } from '../../api/api-configuration.js';
import type { ConnectorObject } from '../../common/connector-object.js';
import { ConnectorException, IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { Filter } from '../../common/filter/filter.js';
import { matches } from '../../common/filter/match.js';
import type { OperationOptions } from '../../common/operation-options.js';
import type { ResultsTransform } from './transform.js';

/** Applies the filter again to what the connector found, or, in validation mode, takes a mismatch for its error. */
export function filtered(
  filter: Filter | undefined,
  options: OperationOptions,
  { resultsHandlers }: APIConfiguration,
): ResultsTransform | undefined {
  if (!resultsHandlers.enableFilteredResultsHandler) return undefined;
  const validating = resultsHandlers.filteredResultsHandlerInValidationMode;
  if (!validating && (options.pageSize ?? 0) > 0) {
    throw new IllegalArgumentException(
      'A page size cannot be combined with the filtered results handler: pages would come out short. Switch ' +
        'enableFilteredResultsHandler off, or to validation mode, in the configuration of the connector.',
    );
  }
  if (!filter) return undefined;
  const textCase = resultsHandlers.enableCaseInsensitiveFilter ? 'ignore' : 'exact';
  return (object: ConnectorObject) => {
    if (matches(filter, object, textCase)) return object;
    if (!validating) return undefined;
    throw new ConnectorException(
      `The connector returned object ${object.uid.value}, which does not match the filter. This is a fault of the connector.`,
    );
  };
}
