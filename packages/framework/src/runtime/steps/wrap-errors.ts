import type { ExceptionRow } from '../../common/errors/exception-table.js';
import { ConnectorException, isConnectorException } from '../../common/errors/exceptions.js';
import type { Call } from '../call.js';

/**
 * The only place where a foreign error becomes an ICF exception, and where one that knows its message in other
 * languages speaks the caller's. What the caller aborted with goes back to the caller unchanged.
 */
export function toConnectorException(error: unknown, call: Call): unknown {
  if (isAbort(error, call)) return error;
  if (isConnectorException(error)) return inLanguageOf(error, call);
  const text = error instanceof Error ? error.message || error.name : String(error);
  return new ConnectorException(
    `${call.name} of connector ${call.facade.key.connectorName} failed: ${text}`,
    {
      cause: error,
    },
  );
}

/** The same exception in the caller's locale; the one thrown stands behind it, as calls of several locales may share it. */
function inLanguageOf(error: ConnectorException, { options: { locale } }: Call): ConnectorException {
  if (!error.messageIn || !locale) return error;
  const message = error.messageIn(locale);
  if (message === error.message) return error;
  const { uid, attributeNames, remoteClass, outcomeUnknown } = error;
  return new (error.constructor as ExceptionRow['type'])(message, {
    cause: error,
    ...(uid ? { uid } : {}),
    ...(attributeNames ? { attributeNames } : {}),
    ...(remoteClass ? { remoteClass } : {}),
    ...(outcomeUnknown ? { outcomeUnknown } : {}),
  });
}

const isAbort = (error: unknown, call: Call): boolean =>
  call.options.abort?.aborted === true && error === call.options.abort.reason;
