import { ConnectorException, isConnectorException } from '../../common/errors/exceptions.js';
import type { Call } from '../call.js';

/**
 * The only place where a foreign error becomes an ICF exception. What the caller aborted with goes back to the caller
 * unchanged.
 */
export function toConnectorException(error: unknown, call: Call): unknown {
  if (isConnectorException(error) || isAbort(error, call)) return error;
  const text = error instanceof Error ? error.message || error.name : String(error);
  return new ConnectorException(
    `${call.name} of connector ${call.facade.key.connectorName} failed: ${text}`,
    {
      cause: error,
    },
  );
}

const isAbort = (error: unknown, call: Call): boolean =>
  call.options.abort?.aborted === true && error === call.options.abort.reason;
