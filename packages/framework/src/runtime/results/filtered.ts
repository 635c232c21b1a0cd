import type { APIConfiguration } from '../../api/api-configuration.js';
import { ConnectorException, IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { Filter } from '../../common/filter/filter.js';
import { matches } from '../../common/filter/match.js';
import type { OperationOptions } from '../../common/operation-options.js';
import type { SearchDeclaration } from '../../spi/metadata.js';
import type { ResultsTransform } from './transform.js';

/** Who filters: the connector alone, the framework, or the framework as a judge over the connector. */
type Filtering = 'connector' | 'framework' | 'validate';

function filteringBy({ resultsHandlers }: APIConfiguration, declared: SearchDeclaration): Filtering {
  if (declared.filter === 'framework') return 'framework';
  if (!resultsHandlers.enableFilteredResultsHandler) return 'connector';
  if (resultsHandlers.filteredResultsHandlerInValidationMode) return 'validate';
  return declared.filter ?? 'framework';
}

/**
 * Applies the filter again to what the connector found, or, in validation mode, takes a mismatch for its error.
 * @throws IllegalArgumentException for a page size where a filter of the framework would make pages come out short.
 */
export function filtered(
  filter: Filter | undefined,
  options: OperationOptions,
  configuration: APIConfiguration,
  declared: SearchDeclaration,
): ResultsTransform | undefined {
  const by = filteringBy(configuration, declared);
  if (by === 'framework' && declared.page !== 'framework' && (options.pageSize ?? 0) > 0) {
    throw new IllegalArgumentException(
      'A page size cannot be combined with the filtered results handler: pages would come out short. Switch ' +
        'enableFilteredResultsHandler off, or to validation mode, in the configuration of the connector.',
    );
  }
  if (!filter || by === 'connector') return undefined;
  const textCase = configuration.resultsHandlers.enableCaseInsensitiveFilter ? 'ignore' : 'exact';
  return (object) => {
    if (matches(filter, object, textCase)) return object;
    if (by === 'framework') return undefined;
    throw new ConnectorException(
      `The connector returned object ${object.uid.value}, which does not match the filter. This is a fault of the connector.`,
    );
  };
}
