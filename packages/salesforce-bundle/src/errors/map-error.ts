import type { ConnectorException } from '@icf-ts/framework/spi';
import { EXCEPTIONS, isConnectorException, type ExceptionName } from '@icf-ts/framework/spi';
import { rowFor } from './error-row.js';
import { ERROR_TABLE } from './error-table.js';
import { OAUTH_TABLE } from './oauth-table.js';
import {
  SalesforceRefusal,
  oauthError,
  salesforceErrors,
  type SalesforceError,
} from './salesforce-errors.js';
import { TransportFailure } from './transport-failure.js';

/** What was being done when a call failed. */
export interface ErrorContext {
  /** Completes the sentence "Salesforce refused to …". */
  readonly action: string;
  /** The row that the call was about. */
  readonly uid?: { readonly value: string };
  /** Whether the call may have changed something although no answer came. */
  readonly writes?: boolean;
  /** The ICF name of a Salesforce field. */
  readonly attributeNameOf?: (field: string) => string;
}

/** Turns what jsforce or the network threw into ICF's exception, saying who is at fault and what to do. */
export function mapError(error: unknown, context: ErrorContext): ConnectorException {
  if (isConnectorException(error)) return error;
  if (error instanceof TransportFailure) return failure(error, context);
  const [first, ...more] = salesforceErrors(error);
  if (first) return refusal(first, more, context);
  const text = error instanceof Error ? error.message : String(error);
  return make('ConnectorException', `The connector failed to ${context.action}: ${text}`, error, context);
}

/** As {@link mapError}, for the token endpoint. */
export function mapLoginError(error: unknown): ConnectorException {
  const context: ErrorContext = { action: 'log in' };
  if (isConnectorException(error)) return error;
  if (error instanceof TransportFailure) return failure(error, context);
  const told = oauthError(error instanceof Error ? error : new Error(String(error)));
  const row = rowFor(OAUTH_TABLE, told.code, told.message) ?? rowFor(ERROR_TABLE, told.code, told.message);
  const said = `${told.code}: ${told.message}`;
  return make(
    row?.exception ?? 'ConnectorException',
    sentence('log in', said, row?.next),
    new SalesforceRefusal([told]),
    context,
  );
}

/** As {@link mapError}, for a refusal that came inside an answer: a part of a composite, a row of a collection. */
export function mapRefusal(errors: readonly SalesforceError[], context: ErrorContext): ConnectorException {
  const [first = { code: 'UNKNOWN_EXCEPTION', message: 'no reason given', fields: [] }, ...more] = errors;
  return refusal(first, more, context);
}

function refusal(
  first: SalesforceError,
  more: readonly SalesforceError[],
  context: ErrorContext,
): ConnectorException {
  const cause = new SalesforceRefusal([first, ...more]);
  const row = rowFor(ERROR_TABLE, first.code, first.message);
  const attributeNames = [first, ...more]
    .flatMap(({ fields }) => fields)
    .map((field) => context.attributeNameOf?.(field) ?? field);
  const about = attributeNames.length > 0 ? ` (${attributeNames.join(', ')})` : '';
  const said = [first, ...more].map(({ code, message }) => `${code}: ${message}`).join('; ');
  if (row?.exception === 'UnknownUidException' && !context.uid) {
    const next = "The resource itself is unknown: check the properties 'apiVersion' and 'instanceUrl'.";
    return make('ConfigurationException', sentence(context.action, said, next), cause, context);
  }
  const exception = row?.exception ?? 'ConnectorException';
  const outcomeUnknown = context.writes === true && NO_ANSWER.has(first.code);
  return make(
    exception,
    sentence(context.action, `${said}${about}`, row?.next) + (outcomeUnknown ? OUTCOME_UNKNOWN : ''),
    cause,
    context,
    attributeNames,
    outcomeUnknown,
  );
}

function failure(error: TransportFailure, context: ErrorContext): ConnectorException {
  const outcomeUnknown = context.writes === true && !NOT_DONE.has(error.kind);
  return make(
    FAILURES[error.kind],
    `Salesforce did not ${context.action}: ${error.message}${outcomeUnknown ? OUTCOME_UNKNOWN : ''}`,
    error,
    context,
    [],
    outcomeUnknown,
  );
}

const OUTCOME_UNKNOWN = ' Whether it was done is not known: look the object up before repeating.';
/** Failures of calls that Salesforce never saw. */
const NOT_DONE: ReadonlySet<TransportFailure['kind']> = new Set(['connect', 'proxy', 'redirect']);
/** What a gateway says when Salesforce behind it has not answered. */
const NO_ANSWER = new Set(['ERROR_HTTP_502', 'ERROR_HTTP_504']);

const FAILURES: Record<TransportFailure['kind'], ExceptionName> = {
  connect: 'ConnectionFailedException',
  proxy: 'ConfigurationException',
  broken: 'ConnectionBrokenException',
  stale: 'ConnectionBrokenException',
  timeout: 'OperationTimeoutException',
  redirect: 'ConfigurationException',
  'too-large': 'ConnectorException',
};

const sentence = (action: string, said: string, next: string | undefined): string =>
  `Salesforce refused to ${action}: ${said}${/[.!?]\s*$/.test(said) ? '' : '.'}${next ? ` ${next}` : ''}`;

function make(
  exception: ExceptionName,
  message: string,
  cause: unknown,
  { uid }: ErrorContext,
  attributeNames: readonly string[] = [],
  outcomeUnknown = false,
): ConnectorException {
  return new EXCEPTIONS[exception].type(message, {
    cause,
    ...(uid ? { uid } : {}),
    ...(attributeNames.length > 0 ? { attributeNames } : {}),
    ...(outcomeUnknown ? { outcomeUnknown } : {}),
  });
}
