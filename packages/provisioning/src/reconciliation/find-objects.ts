import { Uid, filters, type ConnectorObject, type Filter } from '@icf-ts/framework';
import type { ObjectProbe } from '../correlation/correlation.js';
import type { OutboundJob } from './outbound-job.js';

/** Objects by their Uids: one search. */
export async function objectsByUid(
  job: OutboundJob,
  uids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ConnectorObject>> {
  const found = await findAny(
    job,
    uids.map((uid) => filters.equals(Uid.NAME, uid)),
    signal,
  );
  return new Map(found.map((object) => [object.uid.value, object]));
}

/** Objects that one of the probes finds: one search. */
export const objectsByProbe = (
  job: OutboundJob,
  probes: readonly ObjectProbe[],
  signal: AbortSignal | undefined,
): Promise<readonly ConnectorObject[]> =>
  findAny(
    job,
    probes.map(({ attribute, value }) => filters.equalsIgnoreCase(attribute, value)),
    signal,
  );

async function findAny(
  { facade, objectClass, mapping }: OutboundJob,
  alternatives: readonly Filter[],
  signal: AbortSignal | undefined,
): Promise<readonly ConnectorObject[]> {
  const [first, ...more] = alternatives;
  if (!first) return [];
  return facade
    .search(objectClass, more.length > 0 ? filters.or(first, ...more) : first, {
      ...(mapping.attributesToGet ? { attributesToGet: mapping.attributesToGet } : {}),
      ...(signal ? { signal } : {}),
    })
    .toArray();
}
