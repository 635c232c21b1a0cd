import { apiError } from '../errors/api-error.js';
import { requestErrors } from '../errors/request-errors.js';
import type { RestCall } from './rest-call.js';

function headerSeconds(call: RestCall, name: string): number | null {
  const value = call.header(name);
  if (value === undefined) return null;
  const atMs = Date.parse(value);
  if (Number.isNaN(atMs)) throw requestErrors.badHeader(name, value);
  return Math.floor(atMs / 1000);
}

/** True when If-Modified-Since lets a GET be answered by 304. */
export function isUnmodified(call: RestCall, modifiedSeconds: number): boolean {
  const since = headerSeconds(call, 'if-modified-since');
  return since !== null && modifiedSeconds <= since;
}

/**
 * @param tagDiffers whether If-Match asks for another entity tag than the row's
 * @throws ApiError with 412 when If-Match, If-Unmodified-Since or If-Modified-Since forbids the write
 */
export function requireUnmodified(call: RestCall, modifiedSeconds: number, tagDiffers = false): void {
  const since = headerSeconds(call, 'if-unmodified-since');
  const refused = tagDiffers || (since !== null && modifiedSeconds > since);
  if (!refused && !isUnmodified(call, modifiedSeconds)) return;
  throw apiError(412, 'PRECONDITION_FAILED', 'The record is not in the state that the conditions ask for');
}

/** A date in the form of HTTP headers. */
export function httpDate(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toUTCString();
}
