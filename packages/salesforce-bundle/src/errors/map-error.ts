import {
  isConnectorException,
  type ConnectorException,
  type ExceptionDetail,
  type ExceptionName,
} from '@icf-ts/framework/spi';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
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
  readonly action: Words;
  /** The row that the call was about. */
  readonly uid?: { readonly value: string };
  /** Whether the call may have changed something although no answer came. */
  readonly writes?: boolean;
  /** The object class, and the sObject of it that the call describes: that is not there where it is not found. */
  readonly describes?: { readonly objectClass: string; readonly sobject: string };
  /** The ICF name of a Salesforce field. */
  readonly attributeNameOf?: (field: string) => string;
}

/** Turns what jsforce or the network threw into ICF's exception, saying who is at fault and what to do. */
export function mapError(error: unknown, context: ErrorContext): ConnectorException {
  if (isConnectorException(error)) return error;
  if (error instanceof TransportFailure) return failure(error, context);
  const errors = salesforceErrors(error);
  if (errors.length > 0) return mapRefusal(errors, context);
  const said = error instanceof Error ? error.message : String(error);
  const sentence = text('error.failed', context.action, withoutStop(said));
  return worded('ConnectorException', sentence, detailOf(error, context));
}

/** As {@link mapError}, for the token endpoint. */
export function mapLoginError(error: unknown): ConnectorException {
  const context: ErrorContext = { action: text('action.logIn') };
  if (isConnectorException(error)) return error;
  if (error instanceof TransportFailure) return failure(error, context);
  const told = oauthError(error instanceof Error ? error : new Error(String(error)));
  const row = rowFor(OAUTH_TABLE, told.code, told.message) ?? rowFor(ERROR_TABLE, told.code, told.message);
  const cause = new SalesforceRefusal([told]);
  const sentences = [refused(context, cause.message), ...(row ? [text(row.next)] : [])];
  return worded(row?.exception ?? 'ConnectorException', sentences, detailOf(cause, context));
}

/**
 * As {@link mapError}, for a refusal that came inside an answer: a part of a composite, a row of a collection. Of
 * several errors the first decides that does not merely follow from another.
 */
export function mapRefusal(given: readonly SalesforceError[], context: ErrorContext): ConnectorException {
  const errors = given.length > 0 ? given : [{ ...NO_REASON, fields: [] }];
  const cause = new SalesforceRefusal(errors);
  const found = errors.map(({ code, message }) => rowFor(ERROR_TABLE, code, message));
  const deciding = found.findIndex((row) => !row?.consequence);
  const row = found[Math.max(deciding, 0)];
  const { describes } = context;
  if (row?.exception === 'UnknownUidException' && describes) {
    const unknown = text('fault.unknownSobject', describes.objectClass, describes.sobject);
    return worded('ConfigurationException', [refused(context, cause.message), unknown], { cause });
  }
  if (row?.exception === 'UnknownUidException' && !context.uid) {
    const sentences = [refused(context, cause.message), text('next.unknownResource')];
    return worded('ConfigurationException', sentences, detailOf(cause, context));
  }
  const attributeNames = [...new Set(errors.flatMap(({ fields }) => fields))].map(
    (field) => context.attributeNameOf?.(field) ?? field,
  );
  const about = attributeNames.length > 0 ? ` (${attributeNames.join(', ')})` : '';
  const outcomeUnknown = context.writes === true && errors.some(({ code }) => NO_ANSWER.has(code));
  const sentences = [
    refused(context, cause.message + about),
    ...(row ? [text(row.next)] : []),
    ...(outcomeUnknown ? [text('next.outcomeUnknown')] : []),
  ];
  const detail = { ...detailOf(cause, context, attributeNames), outcomeUnknown };
  return worded(row?.exception ?? 'ConnectorException', sentences, detail);
}

const NO_REASON = { code: 'UNKNOWN_EXCEPTION', message: 'no reason given' };

function failure(error: TransportFailure, context: ErrorContext): ConnectorException {
  const outcomeUnknown = context.writes === true && !NOT_DONE.has(error.kind);
  const sentences = [
    text('error.unanswered', context.action, error.words),
    ...(outcomeUnknown ? [text('next.outcomeUnknown')] : []),
  ];
  return worded(FAILURES[error.kind], sentences, { ...detailOf(error, context), outcomeUnknown });
}

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

const refused = ({ action }: ErrorContext, said: string): Words =>
  text('error.refused', action, withoutStop(said));

/** The sentence around what Salesforce said has its own full stop. */
const withoutStop = (said: string): string => said.replace(/[.\s]+$/, '');

const detailOf = (
  cause: unknown,
  { uid }: ErrorContext,
  attributeNames: readonly string[] = [],
): ExceptionDetail => ({
  cause,
  ...(uid ? { uid } : {}),
  ...(attributeNames.length > 0 ? { attributeNames } : {}),
});
