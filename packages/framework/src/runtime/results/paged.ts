import type { ConnectorObject } from '../../common/connector-object.js';
import { IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { OperationOptions } from '../../common/operation-options.js';
import { SearchResult } from '../../common/search-result.js';

type Objects = AsyncGenerator<ConnectorObject, SearchResult | null, void>;

/** ICF's options about pages, which a connector that does not page never sees. */
export const PAGE_OPTIONS = ['PAGE_SIZE', 'PAGED_RESULTS_COOKIE', 'PAGED_RESULTS_OFFSET'] as const;

const COOKIE = /^offset:(\d{1,15})$/;

/**
 * Cuts one page out of all results, for a connector that does not page. The cookie is a position, so a page is only as
 * stable as the connector's order, and every page reads the ones before it again.
 */
export async function* paged(objects: Objects, options: OperationOptions): Objects {
  const size = options.pageSize ?? 0;
  const first = firstIndex(options);
  let index = 0;
  try {
    for (;;) {
      const item = await objects.next();
      if (item.done) return size > 0 ? new SearchResult() : item.value;
      if (index >= first) {
        if (size > 0 && index === first + size)
          return new SearchResult({ pagedResultsCookie: `offset:${index}` });
        yield item.value;
      }
      index++;
    }
  } finally {
    await objects.return(null);
  }
}

/** The offset counts from 1, as ICF's does; a cookie wins over it. */
function firstIndex({ pagedResultsCookie, pagedResultsOffset }: OperationOptions): number {
  if (pagedResultsCookie) {
    const position = COOKIE.exec(pagedResultsCookie)?.[1];
    if (position === undefined) {
      throw new IllegalArgumentException(
        'The cookie is not one that an earlier page of this search returned.',
      );
    }
    return Number(position);
  }
  return Math.max((pagedResultsOffset ?? 1) - 1, 0);
}
