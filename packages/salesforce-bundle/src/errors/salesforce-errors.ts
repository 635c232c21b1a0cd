/** One refusal, as Salesforce wrote it. */
export interface SalesforceError {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** Reads what jsforce rejects with: one error, or several under the name MULTIPLE_API_ERRORS. Nothing for other errors. */
export function salesforceErrors(error: unknown): readonly SalesforceError[] {
  if (!(error instanceof Error)) return [];
  const { data, errorCode } = error as { data?: unknown; errorCode?: unknown };
  if (Array.isArray(data))
    return data.map((element) => element as Element).map((element) => one(element, error));
  if (typeof errorCode === 'string') return [one((data ?? {}) as Element, error, errorCode)];
  return [];
}

/** Reads the errors of a part of a composite, or of a row of a collection. */
export function rowErrors(body: unknown): readonly SalesforceError[] {
  const elements = Array.isArray(body) ? body : [body ?? {}];
  return elements.map((element) =>
    one(element as Element, new Error('no reason given'), 'UNKNOWN_EXCEPTION'),
  );
}

/**
 * A refusal without what jsforce leaves in its errors: texts of Salesforce's that nobody has looked through. It stands
 * behind the exception that a caller sees.
 */
export class SalesforceRefusal extends Error {
  override readonly name = 'SalesforceRefusal';
  readonly errors: readonly SalesforceError[];

  constructor(errors: readonly SalesforceError[]) {
    super(errors.map(({ code, message }) => `${code}: ${message}`).join('; '));
    this.errors = errors;
  }
}

/** Whether a refusal of that code, with a message like this, is behind `error`. */
export function isRefusal(error: unknown, code: string, message: RegExp): boolean {
  const cause = (error as { cause?: unknown } | null)?.cause;
  return (
    cause instanceof SalesforceRefusal &&
    cause.errors.some((entry) => entry.code === code && message.test(entry.message))
  );
}

interface Element {
  readonly errorCode?: string;
  readonly statusCode?: string;
  readonly message?: string;
  readonly fields?: readonly string[];
}

function one(element: Element, error: Error, fallback: string = error.name): SalesforceError {
  const message = legible(element.message ?? error.message);
  const named = Array.isArray(element.fields) ? element.fields : [];
  return {
    code: codeIn(element.errorCode ?? element.statusCode ?? fallback, message),
    message,
    fields: named.length > 0 ? named : fieldsIn(message),
  };
}

/** SOAP's codes may have a prefix, and some doors answer with the code alone, as plain text. */
const codeIn = (code: string, message: string): string =>
  code.startsWith('ERROR_HTTP_') && /^[A-Za-z]+(_[A-Za-z]+)*$/.test(message)
    ? message
    : code.replace(/^\w+:/, '');

/** Where Salesforce names fields in the text alone: queries do, and some refusals of rows. */
const FIELDS_IN_TEXT = [
  /No such column '(\w+)'/g,
  /field '(\w+)' can not be/g,
  /Required fields are missing: \[([\w, ]+)\]/g,
  /Unable to create\/update fields: ([\w, ]+)/g,
];
const fieldsIn = (message: string): readonly string[] =>
  FIELDS_IN_TEXT.flatMap((pattern) => [...message.matchAll(pattern)]).flatMap(([, list]) =>
    list!.split(/[, ]+/),
  );

/** Longest text of Salesforce's that is quoted. */
const MAX_QUOTED = 1000;
/** A session id: 15 characters of the org, an exclamation mark, the secret. */
const SESSION_ID = /00D\w{12}!\S+/g;

/** Reads what jsforce rejects with when the token endpoint refuses. */
export const oauthError = (error: Error): SalesforceError => ({
  code: error.name,
  message: legible(error.message),
  fields: [],
});

/** Pages become one sentence, markup in messages goes, and a session id never passes. */
function legible(text: string): string {
  if (/<html|<!doctype|<body/i.test(text)) return 'a page of HTML instead of data';
  return text
    .replace(SESSION_ID, '[session]')
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_QUOTED);
}
