import {
  ConnectorObject,
  Name,
  Uid,
  sameName,
  type Filter,
  type ObjectClass,
  type OperationOptions,
  type SearchResult,
} from '@icf-ts/framework/spi';
import type { LookupRow } from '../lookups/lookup-table.js';
import { readLookup } from '../lookups/read-lookup.js';
import type { CallContext } from '../session/api-request.js';
import { text } from '../words/text.js';
import { callContext, type Org } from './operation-context.js';
import { inRowForm } from './search/row-form.js';
import { foundAmong, startOf } from './search-whole.js';

/**
 * Finds entries of a lookup. It is read whole, whatever the filter, because a decode depends on the others: API calls as
 * {@link readLookup} says. A later page reads it again.
 */
export async function* searchLookup(
  org: Org,
  lookup: LookupRow,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
): AsyncGenerator<ConnectorObject, SearchResult, void> {
  // A cookie that is none is refused before a call.
  startOf(options);
  const { name, source } = lookup;
  const context: CallContext = {
    ...callContext(text('action.readLookup', name), options),
    ...(source.kind === 'picklist' ? { describes: { objectClass: name, sobject: source.sobject } } : {}),
  };
  const entries = await readLookup(org.session, lookup, org.batchSize, context);
  const isOfRows = lookup.source.kind === 'rows';
  const objects = entries.map(
    ([code, decode]) => new ConnectorObject(objectClass, [new Uid(code), new Name(decode)]),
  );
  // The code of a row is its id.
  const kindOf = (name: string) => (isOfRows && sameName(name, Uid.NAME) ? 'id' : undefined);
  return yield* foundAmong(objects, filter && inRowForm(filter, kindOf), options, org.textCase);
}
