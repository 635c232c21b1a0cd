import { isConnectorException, type SyncDelta, type SyncToken } from '@icf-ts/framework';
import type { InboundJob } from './inbound-job.js';

/** Changes that are written together. Each object is in it once. */
export interface ChangeBatch {
  readonly deltas: readonly SyncDelta[];
  /** Where to go on after this batch without missing a change; undefined while that is where it was. */
  readonly token: SyncToken | undefined;
}

/** The connector does not go on from the token; `message` is what it says. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
}

/**
 * The changes since a token in batches, each with the last token that all changes up to are in. Changes that share a
 * token are one step for a connector that goes on after it: the token counts once the next one is seen.
 * @throws TokenRefusal where the connector does not know the token, or does not remember so far back.
 */
export async function* changeBatches(
  job: InboundJob,
  since: SyncToken,
  signal: AbortSignal | undefined,
): AsyncGenerator<ChangeBatch, void, void> {
  const { facade, objectClass, batchSize, mapping } = job;
  const stream = facade.sync(objectClass, since, {
    ...(mapping.attributesToGet ? { attributesToGet: mapping.attributesToGet } : {}),
    ...(signal ? { signal } : {}),
  });
  let deltas: SyncDelta[] = [];
  let uids = new Set<string>();
  let settled: SyncToken | undefined;
  let last: SyncToken | undefined;
  try {
    for (;;) {
      const { value: delta } = await nextOf(stream, last === undefined);
      if (!delta) break;
      if (last && !sameToken(last, delta.token)) settled = last;
      // What happened to one object happens in its order.
      const again = uidsOf(delta).some((uid) => uids.has(uid));
      if (deltas.length >= batchSize || again) {
        yield { deltas, token: settled };
        deltas = [];
        uids = new Set();
      }
      deltas.push(delta);
      for (const uid of uidsOf(delta)) uids.add(uid);
      last = delta.token;
    }
  } finally {
    await stream.return();
  }
  yield { deltas, token: stream.result ?? last };
}

async function nextOf(
  stream: ReturnType<InboundJob['facade']['sync']>,
  isFirst: boolean,
): Promise<IteratorResult<SyncDelta, undefined>> {
  try {
    return await stream.next();
  } catch (error) {
    if (isConnectorException(error)) {
      const { name } = error;
      // Later on, a refused argument is some other fault.
      const isRefusal =
        name === 'PreconditionFailedException' || (isFirst && name === 'IllegalArgumentException');
      if (isRefusal) throw new TokenRefusal(error.message, { cause: error });
    }
    throw error;
  }
}

const uidsOf = ({ uid, previousUid }: SyncDelta): readonly string[] =>
  previousUid ? [uid.value, previousUid.value] : [uid.value];

function sameToken({ value: a }: SyncToken, { value: b }: SyncToken): boolean {
  if (a === b) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  return typeof a === 'object' && typeof b === 'object' && String(a) === String(b);
}
