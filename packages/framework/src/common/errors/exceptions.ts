import type { Locale } from '../values/locale.js';

/**
 * ICF's exceptions, names kept verbatim (they are on the wire, in logs and in the field's manuals).
 * Every class is three lines; what else is known about one stands in its row in `exception-table.ts`.
 */
const BRAND = Symbol.for('icf-ts.ConnectorException');

/** What an exception may carry beside its message. `uid` never crosses the ICF wire. */
export interface ExceptionDetail {
  /** The error behind this one; stays inside the process. */
  readonly cause?: unknown;
  /** The object that the failure is about, where the exception knows it. */
  readonly uid?: { readonly value: string };
  /** The attributes at fault, by ICF name. */
  readonly attributeNames?: readonly string[];
  /** Class name as another system's server sent it, when this exception was rebuilt from the wire. */
  readonly remoteClass?: string;
  /** Whether the operation was carried out is not known: to repeat it may do it twice. Never crosses the ICF wire. */
  readonly outcomeUnknown?: boolean;
  /** The message in a locale, for a connector with catalogues. The framework asks it where the caller has one. */
  readonly messageIn?: (locale: Locale) => string;
}

/** The root of every failure that a connector or the framework reports. */
export class ConnectorException extends Error {
  override readonly name: string = 'ConnectorException';
  readonly uid?: { readonly value: string };
  readonly attributeNames?: readonly string[];
  readonly remoteClass?: string;
  readonly outcomeUnknown?: boolean;
  readonly messageIn?: (locale: Locale) => string;

  constructor(message?: string, detail: ExceptionDetail = {}) {
    super(message ?? '', 'cause' in detail ? { cause: detail.cause } : undefined);
    if (detail.uid) this.uid = detail.uid;
    if (detail.attributeNames) this.attributeNames = detail.attributeNames;
    if (detail.remoteClass) this.remoteClass = detail.remoteClass;
    if (detail.outcomeUnknown) this.outcomeUnknown = true;
    if (detail.messageIn) this.messageIn = detail.messageIn;
  }

  /** True for this class of any copy of the framework, where `instanceof` would fail across copies. */
  get [BRAND](): true {
    return true;
  }
}

/** Whether `error` is an ICF exception, of whichever copy of this package. */
export function isConnectorException(error: unknown): error is ConnectorException {
  return error instanceof Error && (error as { [BRAND]?: unknown })[BRAND] === true;
}

export class AlreadyExistsException extends ConnectorException {
  override readonly name: string = 'AlreadyExistsException';
}
export class ConfigurationException extends ConnectorException {
  override readonly name: string = 'ConfigurationException';
}
export class ConnectorIOException extends ConnectorException {
  override readonly name: string = 'ConnectorIOException';
}
export class ConnectionBrokenException extends ConnectorIOException {
  override readonly name: string = 'ConnectionBrokenException';
}
export class ConnectionFailedException extends ConnectorIOException {
  override readonly name: string = 'ConnectionFailedException';
}
export class ConnectorSecurityException extends ConnectorException {
  override readonly name: string = 'ConnectorSecurityException';
}
export class InvalidCredentialException extends ConnectorSecurityException {
  override readonly name: string = 'InvalidCredentialException';
}
export class InvalidPasswordException extends InvalidCredentialException {
  override readonly name: string = 'InvalidPasswordException';
}
export class PasswordExpiredException extends InvalidPasswordException {
  override readonly name: string = 'PasswordExpiredException';
}
export class UnknownUidException extends InvalidCredentialException {
  override readonly name: string = 'UnknownUidException';
}
export class PermissionDeniedException extends ConnectorSecurityException {
  override readonly name: string = 'PermissionDeniedException';
}
export class OperationTimeoutException extends ConnectorException {
  override readonly name: string = 'OperationTimeoutException';
}
export class InvalidAttributeValueException extends ConnectorException {
  override readonly name: string = 'InvalidAttributeValueException';
}
export class PreconditionFailedException extends ConnectorException {
  override readonly name: string = 'PreconditionFailedException';
}
export class PreconditionRequiredException extends ConnectorException {
  override readonly name: string = 'PreconditionRequiredException';
}
export class RetryableException extends ConnectorException {
  override readonly name: string = 'RetryableException';
}
/** Java's own, part of ICF's behaviour: the caller handed over an argument that the operation refuses. */
export class IllegalArgumentException extends ConnectorException {
  override readonly name: string = 'IllegalArgumentException';
}
/** Java's own, part of ICF's behaviour: the connector does not have the operation. */
export class UnsupportedOperationException extends ConnectorException {
  override readonly name: string = 'UnsupportedOperationException';
}
