import { ConnectorException } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import { TransportFailure } from '../../errors/transport-failure.js';
import { retold } from '../../session/write-steps.js';
import type { Words } from '../../words/text.js';

/** Failures before which nothing was sent, or which are an answer of somebody else's. */
const NOT_SENT = new Set<TransportFailure['kind']>(['connect', 'redirect']);
/** A gateway on the way gave up, which says nothing of what Salesforce did. */
const GATEWAYS = ['ERROR_HTTP_502', 'ERROR_HTTP_504'];

/** Whether a write may have been carried out although it failed here. */
export function isLost(error: unknown): error is ConnectorException {
  if (!(error instanceof ConnectorException)) return false;
  if (error.cause instanceof TransportFailure) return !NOT_SENT.has(error.cause.kind);
  return GATEWAYS.some((code) => isRefusal(error, code, /(?:)/));
}

/** The failure of a write of which nobody knows whether it was carried out. */
export const inDoubt = (error: ConnectorException, known: Words): ConnectorException =>
  retold(error, [error, known], { outcomeUnknown: true });
