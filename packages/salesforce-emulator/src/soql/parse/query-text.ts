import { apiError } from '../../errors/api-error.js';
import type { ApiError } from '../../errors/api-error.js';

const CONTEXT_CHARACTERS = 60;

/** The text of a statement and the one place that makes its refusals, with the mark at the culprit. */
export class QueryText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** A refusal in Salesforce's form: the line, a caret below the offset, row and column, then the message. */
  error(errorCode: string, message: string, offset: number): ApiError {
    const lineStart = this.text.lastIndexOf('\n', offset - 1) + 1;
    const nextBreak = this.text.indexOf('\n', offset);
    const lineEnd = nextBreak < 0 ? this.text.length : nextBreak;
    const from = Math.max(lineStart, offset - CONTEXT_CHARACTERS);
    const excerpt = this.text.slice(from, Math.min(lineEnd, offset + CONTEXT_CHARACTERS));
    const row = this.text.slice(0, lineStart).split('\n').length;
    const place = `ERROR at Row:${row}:Column:${offset - lineStart + 1}`;
    return apiError(400, errorCode, `\n${excerpt}\n${' '.repeat(offset - from)}^\n${place}\n${message}`);
  }

  malformed(message: string, offset: number): ApiError {
    return this.error('MALFORMED_QUERY', message, offset);
  }

  unexpected(token: string, offset: number): ApiError {
    return this.malformed(`unexpected token: '${token}'`, offset);
  }

  invalidField(message: string, offset: number): ApiError {
    return this.error('INVALID_FIELD', message, offset);
  }

  /** For what Salesforce can do and this org cannot: never to be mistaken for a fault of the statement. */
  notServed(what: string, offset: number): ApiError {
    return this.error('FUNCTIONALITY_NOT_ENABLED', `The emulated org does not serve ${what}`, offset);
  }
}
