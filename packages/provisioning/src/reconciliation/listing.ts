import type { ConnectorObject } from '@icf-ts/framework';
import type { InboundJob } from './inbound-job.js';

/** A batch of a listing, and where the next one begins. */
export interface ListedBatch {
  readonly objects: readonly ConnectorObject[];
  /** Where to go on after this batch; undefined where only the beginning can be told. */
  readonly cookie: string | undefined;
}

/**
 * The objects of a job in batches. Where the connector pages, each batch is a page and its cookie survives a restart;
 * elsewhere one search is read to its end.
 */
export async function* listObjects(
  job: InboundJob,
  from: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<ListedBatch, void, void> {
  const { facade, objectClass, filter, batchSize, mapping } = job;
  const base = {
    ...(mapping.attributesToGet ? { attributesToGet: mapping.attributesToGet } : {}),
    ...(signal ? { signal } : {}),
  };
  for (let cookie = from; ;) {
    const stream = facade.search(objectClass, filter, {
      ...base,
      pageSize: batchSize,
      ...(cookie === undefined ? {} : { pagedResultsCookie: cookie }),
    });
    let objects: ConnectorObject[] = [];
    for await (const object of stream) {
      // A connector without pages sends everything in one stream.
      if (objects.length === batchSize) {
        yield { objects, cookie: undefined };
        objects = [];
      }
      objects.push(object);
    }
    const following = stream.result?.pagedResultsCookie ?? undefined;
    if (objects.length > 0) yield { objects, cookie: following };
    if (following === undefined) return;
    cookie = following;
  }
}
