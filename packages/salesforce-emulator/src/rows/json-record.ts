import { requestErrors } from '../errors/request-errors.js';
import { lineAndColumn, scanJson } from './json-scan.js';

/** A JSON object from a request's body, with the places of its values for complaints. */
export interface JsonRecord {
  readonly values: Readonly<Record<string, unknown>>;
  /** The refusal of a value whose JSON type does not fit a field of `type`. */
  wrongType(key: string, type: string): Error;
}

/** @throws ApiError JSON_PARSER_ERROR for text that is not one JSON object */
export function parseJsonRecord(text: string): JsonRecord {
  const { valueOffsets, faultOffset } = scanJson(text);
  if (faultOffset !== null) throw syntaxError(text, faultOffset);
  const values: unknown = JSON.parse(text);
  const wrongType = (value: unknown, type: string, offset: number): Error => {
    const { line, column } = lineAndColumn(text, offset);
    const token = tokenName(value);
    const shown = token === 'START_OBJECT' ? '{' : token === 'START_ARRAY' ? '[' : String(value);
    return requestErrors.wrongJsonType(type, token, shown, line, column);
  };
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw wrongType(values, 'sobject', 0);
  }
  const record = values as Readonly<Record<string, unknown>>;
  return {
    values: record,
    wrongType: (key, type) => wrongType(record[key], type, valueOffsets.get(key) ?? 0),
  };
}

function syntaxError(text: string, offset: number): Error {
  const { line, column } = lineAndColumn(text, offset);
  const place = `at [line:${line}, column:${column}]`;
  const culprit = text.codePointAt(offset);
  return requestErrors.jsonSyntax(
    culprit === undefined
      ? `Unexpected end-of-input: expected more JSON ${place}`
      : `Unexpected character ('${String.fromCodePoint(culprit)}' (code ${culprit})): not valid JSON here ${place}`,
  );
}

/** The name of a value's first token, as the parser behind the API calls it. */
function tokenName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'VALUE_STRING';
    case 'number':
      return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
    case 'boolean':
      return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
    default:
      if (value === null) return 'VALUE_NULL';
      return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
  }
}
