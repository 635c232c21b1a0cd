import * as exceptions from './exceptions.js';
import { ConnectorException, isConnectorException, type ExceptionDetail } from './exceptions.js';

/** One exception of ICF: its class here, its class in Java, and whether repeating the call may help. */
export interface ExceptionRow {
  readonly type: new (message?: string, detail?: ExceptionDetail) => ConnectorException;
  /** Full Java class name: what ICF clients compare, ignoring case. */
  readonly javaClass: string;
  readonly retryable: boolean;
}

const ICF = 'org.identityconnectors.framework.common.exceptions.';
const row = (type: ExceptionRow['type'], javaClass: string, retryable = false): ExceptionRow => ({
  type,
  javaClass,
  retryable,
});

/** The one table of exceptions, by ICF name. */
export const EXCEPTIONS = {
  AlreadyExistsException: row(exceptions.AlreadyExistsException, `${ICF}AlreadyExistsException`),
  ConfigurationException: row(exceptions.ConfigurationException, `${ICF}ConfigurationException`),
  ConnectionBrokenException: row(
    exceptions.ConnectionBrokenException,
    `${ICF}ConnectionBrokenException`,
    true,
  ),
  ConnectionFailedException: row(
    exceptions.ConnectionFailedException,
    `${ICF}ConnectionFailedException`,
    true,
  ),
  ConnectorIOException: row(exceptions.ConnectorIOException, `${ICF}ConnectorIOException`, true),
  PasswordExpiredException: row(exceptions.PasswordExpiredException, `${ICF}PasswordExpiredException`),
  InvalidPasswordException: row(exceptions.InvalidPasswordException, `${ICF}InvalidPasswordException`),
  UnknownUidException: row(exceptions.UnknownUidException, `${ICF}UnknownUidException`),
  InvalidCredentialException: row(exceptions.InvalidCredentialException, `${ICF}InvalidCredentialException`),
  PermissionDeniedException: row(exceptions.PermissionDeniedException, `${ICF}PermissionDeniedException`),
  ConnectorSecurityException: row(exceptions.ConnectorSecurityException, `${ICF}ConnectorSecurityException`),
  OperationTimeoutException: row(
    exceptions.OperationTimeoutException,
    `${ICF}OperationTimeoutException`,
    true,
  ),
  InvalidAttributeValueException: row(
    exceptions.InvalidAttributeValueException,
    `${ICF}InvalidAttributeValueException`,
  ),
  PreconditionFailedException: row(
    exceptions.PreconditionFailedException,
    `${ICF}PreconditionFailedException`,
  ),
  PreconditionRequiredException: row(
    exceptions.PreconditionRequiredException,
    `${ICF}PreconditionRequiredException`,
  ),
  RetryableException: row(exceptions.RetryableException, `${ICF}RetryableException`, true),
  ConnectorException: row(ConnectorException, `${ICF}ConnectorException`),
  IllegalArgumentException: row(exceptions.IllegalArgumentException, 'java.lang.IllegalArgumentException'),
  UnsupportedOperationException: row(
    exceptions.UnsupportedOperationException,
    'java.lang.UnsupportedOperationException',
  ),
} as const satisfies Record<string, ExceptionRow>;

export type ExceptionName = keyof typeof EXCEPTIONS;

/** The row of an ICF exception, found by its name; undefined for a subclass that ICF does not know. */
export function exceptionRow(name: string): ExceptionRow | undefined {
  return Object.hasOwn(EXCEPTIONS, name) ? EXCEPTIONS[name as ExceptionName] : undefined;
}

const byJavaClass = new Map<string, ExceptionRow>(
  Object.values(EXCEPTIONS).map((entry) => [entry.javaClass.toLowerCase(), entry]),
);

/**
 * Rebuilds an exception from the Java class name that a remote server sent. A class outside the table becomes a
 * ConnectorException whose `remoteClass` keeps the name.
 */
export function exceptionFromJava(javaClass: string, message?: string, cause?: unknown): ConnectorException {
  const type = byJavaClass.get(javaClass.toLowerCase())?.type ?? ConnectorException;
  return new type(message, { remoteClass: javaClass, ...(cause === undefined ? {} : { cause }) });
}

const byPrototype = new Map<object, ExceptionRow>(
  Object.values(EXCEPTIONS).map((r) => [r.type.prototype as object, r]),
);

/** The row of an error: its own class's, else the nearest ancestor's (a bundle may subclass), else by its name. */
export function rowOfException(error: Error): ExceptionRow | undefined {
  for (let type = parent(error); type; type = parent(type)) {
    const found = byPrototype.get(type);
    if (found && (found.type !== ConnectorException || error.name === 'ConnectorException')) return found;
  }
  return exceptionRow(error.name);
}

const parent = (value: object): object | null => Object.getPrototypeOf(value) as object | null;

/** The Java class name of any error, for a peer that compares class names. */
export function javaClassOf(error: unknown): string {
  if (error instanceof ConnectorException && error.remoteClass) return error.remoteClass;
  const row = error instanceof Error ? rowOfException(error) : undefined;
  if (row) return row.javaClass;
  return error instanceof ConnectorException
    ? EXCEPTIONS.ConnectorException.javaClass
    : 'java.lang.RuntimeException';
}

/** Whether repeating the same call may succeed, as the exception's row says; never where it may do the same twice. */
export function isRetryable(error: unknown): boolean {
  if (isConnectorException(error) && error.outcomeUnknown) return false;
  return error instanceof Error && rowOfException(error)?.retryable === true;
}
