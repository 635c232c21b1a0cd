import { ConnectorException, Uid, type ConnectorFacade } from '@icf-ts/framework';
import type { QuotaDeclaration } from '@icf-ts/framework/spi';
import type { QuotaState } from './plan.js';

/** What a reading of the quota says. */
export interface QuotaReading extends QuotaState {
  /** Calls that the connector has sent so far, this reading included. */
  readonly sent: number;
}

/** @throws ConnectorException where the system does not tell. */
export async function readQuota(
  facade: Pick<ConnectorFacade, 'get'>,
  quota: QuotaDeclaration,
  signal: AbortSignal | undefined,
): Promise<QuotaReading> {
  const { objectClass, uid, allowedAttribute, remainingAttribute, sentAttribute, reserve } = quota;
  const object = await facade.get(objectClass, new Uid(uid), signal ? { signal } : {});
  const figure = (attribute: string): number => {
    const value = object?.attributes.single(attribute);
    if (typeof value === 'number') return value;
    throw new ConnectorException(
      `It cannot be told what is left today: the connector returns no ${attribute} of ${objectClass.type} ${uid}. ` +
        'Let its user read the limits of the system, or plan without a price.',
    );
  };
  return {
    allowed: figure(allowedAttribute),
    remaining: figure(remainingAttribute),
    sent: figure(sentAttribute),
    reserve,
  };
}
