import {
  ConnectionBrokenException,
  ConnectionFailedException,
  OperationTimeoutException,
  type ConnectorException,
} from '@icf-ts/framework';
import { nameOf } from './client-options.js';
import type { Server } from './server-list.js';

const UNKNOWN =
  'The server may have carried out the operation all the same: look before you repeat it, for to repeat it may do it twice.';

/** A write that may have reached the server and whose answer did not come. */
export function unknownOutcome(error: ConnectorException): ConnectorException {
  const type =
    error instanceof OperationTimeoutException ? OperationTimeoutException : ConnectionBrokenException;
  return new type(`${error.message} ${UNKNOWN}`, { cause: error, outcomeUnknown: true });
}

/** What one server said, or did not say. */
export interface Failure {
  readonly server: Server;
  readonly error: ConnectorException;
}

/** All were tried. One failure is thrown as it is; of several, each is named with its server. */
export function allFailed(failures: readonly Failure[]): ConnectorException {
  const last = failures.at(-1)!.error;
  const servers = new Set(failures.map(({ server }) => server));
  if (servers.size === 1) return last;
  const type = failures.some(({ error }) => error instanceof ConnectionBrokenException)
    ? ConnectionBrokenException
    : ConnectionFailedException;
  const lines = failures.map(({ server, error }) => `\n- ${nameOf(server.address)}: ${error.message}`);
  return new type(`None of ${servers.size} connector servers answered:${lines.join('')}`, {
    cause: new AggregateError(
      failures.map(({ error }) => error),
      'Every server failed.',
    ),
  });
}
