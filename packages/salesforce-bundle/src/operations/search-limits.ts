import type { ConnectorObject, Filter, OperationOptions, SearchResult } from '@icf-ts/framework/spi';
import { LIMIT, readLimits } from '../limits/limits.js';
import { text } from '../words/text.js';
import { callContext, type Org } from './operation-context.js';
import { foundAmong, startOf } from './search-whole.js';

/** Finds limits of the org. One API call, whatever the filter. */
export async function* searchLimits(
  org: Org,
  filter: Filter | undefined,
  options: OperationOptions,
): AsyncGenerator<ConnectorObject, SearchResult, void> {
  startOf(options);
  const limits = await readLimits(org.session, callContext(text('action.search', LIMIT.type), options));
  return yield* foundAmong(limits, filter, options, org.textCase);
}
