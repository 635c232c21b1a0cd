import { EXCEPTIONS, rowOfException, type ExceptionRow } from '../common/errors/exception-table.js';
import { isConnectorException } from '../common/errors/exceptions.js';
import type { AbortSource } from '../common/interruption.js';

/**
 * The exceptions after which nobody knows what state the connector is in. A plain ConnectorException is among them: it
 * is what a bundle throws when it does not know better. Every other one is an answer of a connector in good health.
 */
const LEAVES_IN_DOUBT: ReadonlySet<ExceptionRow> = new Set<ExceptionRow>([
  EXCEPTIONS.ConnectorIOException,
  EXCEPTIONS.ConnectionBrokenException,
  EXCEPTIONS.ConnectionFailedException,
  EXCEPTIONS.OperationTimeoutException,
  EXCEPTIONS.ConnectorException,
]);

/**
 * Whether a connector must not serve another call after this error. `signal` is the one of the call: when it was
 * aborted, the connector was left in the middle of something, whatever it said afterwards.
 */
export function leavesConnectorInDoubt(error: unknown, signal: AbortSource | undefined): boolean {
  if (signal?.aborted || !isConnectorException(error)) return true;
  const row = rowOfException(error);
  return row === undefined || LEAVES_IN_DOUBT.has(row);
}
