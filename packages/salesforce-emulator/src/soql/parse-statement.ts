import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { FieldType, OrderByClause, Query } from '@jetstreamapp/soql-parser-js';
import { parseConditions } from './parse-conditions.js';
import { QueryText } from './query-text.js';
import { scan } from './scan.js';
import type { Token } from './scan.js';
import type { OrderTerm, PathRef, SelectItem, Statement } from './statement.js';
import { TokenReader } from './token-reader.js';

const MAX_CHARACTERS = 100_000;
const AFTER_WHERE = new Set(['WITH', 'GROUP', 'ORDER', 'LIMIT', 'OFFSET', 'FOR', 'UPDATE', 'ALL']);

/**
 * Parses a SOQL statement.
 *
 * The parser library reads everything but WHERE. That clause is read here, because the library accepts what
 * Salesforce refuses (`WHERE AND a = 1`, `a = 1 b = 2`, AND beside OR, bad escapes), gives up at ten nested
 * brackets, and tells no places.
 *
 * @throws ApiError MALFORMED_QUERY, with the place
 */
export function parseStatement(text: string): Statement {
  const query = new QueryText(text);
  if (text.length > MAX_CHARACTERS) {
    throw query.malformed(`SOQL statements cannot be longer than ${MAX_CHARACTERS} characters.`, 0);
  }
  const tokens = scan(query);
  return parseTokens(query, tokens, 0, tokens.length - 1);
}

/** Parses the statement that the tokens from `start` up to, not including, `end` make up. */
function parseTokens(query: QueryText, tokens: readonly Token[], start: number, end: number): Statement {
  const where = whereRange(tokens, start, end);
  const parsed = parseFrame(query, tokens, start, end, where);
  const offsetOf = (path: string): number => {
    const wanted = path.toLowerCase();
    const isPlace = (token: Token): boolean => token.text.toLowerCase() === wanted;
    return (tokens.slice(start, end).find(isPlace) ?? tokens[start])?.offset ?? 0;
  };
  // Names are looked for in the order of the text, so that a repeated one is found at its own place.
  let reached = start;
  const at = (path: string): PathRef => {
    const wanted = path.toLowerCase();
    const found = tokens.findIndex(
      (token, index) => index >= reached && index < end && token.text.toLowerCase() === wanted,
    );
    if (found >= 0) reached = found + 1;
    return { path, offset: tokens[found]?.offset ?? offsetOf(path) };
  };
  refuseUnserved(query, parsed, offsetOf);
  const reader = where && new TokenReader(query, tokens, where.start, where.end);
  return {
    query,
    object: fromClause(parsed, tokens, start, end),
    alias: parsed.sObjectAlias ?? null,
    select: (parsed.fields ?? []).map((field) => selectItem(query, field, at)),
    where: reader && parseConditions(reader, (inner) => readSubquery(inner, tokens)),
    groupBy: [parsed.groupBy ?? []].flat().map((clause) => {
      if (!('field' in clause)) throw query.notServed('functions in GROUP BY', offsetOf('GROUP'));
      return at(clause.field);
    }),
    orderBy: [parsed.orderBy ?? []].flat().map((clause) => orderTerm(query, clause, at)),
    limit: parsed.limit ?? null,
    offset: parsed.offset ?? 0,
  };
}

interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** The tokens of the conditions, without the keyword, or null for a statement without WHERE. */
function whereRange(tokens: readonly Token[], start: number, end: number): TokenRange | null {
  let depth = 0;
  let from = -1;
  for (let index = start; index < end; index++) {
    const word = tokens[index]?.text.toUpperCase() ?? '';
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth !== 0) continue;
    else if (from < 0 && word === 'WHERE') from = index + 1;
    else if (from >= 0 && AFTER_WHERE.has(word)) return { start: from, end: index };
  }
  return from < 0 ? null : { start: from, end };
}

/** Has the library parse the statement with its WHERE clause blanked out. */
function parseFrame(
  query: QueryText,
  tokens: readonly Token[],
  start: number,
  end: number,
  where: TokenRange | null,
): Query {
  const kept = tokens.slice(start, end).filter((_, index) => {
    const position = start + index;
    return !where || position < where.start - 1 || position >= where.end;
  });
  try {
    return parseQuery(kept.map((token) => token.text).join(' '));
  } catch (error) {
    throw refusal(query, kept, error instanceof Error ? error.message : '', tokens[end]);
  }
}

/** The library names the token it stumbled over, not its place: find it again. */
function refusal(query: QueryText, kept: readonly Token[], message: string, end: Token | undefined): Error {
  const found = /found:?\s*(?:-->)?\s*'?(.*?)'?(?:\s*<--)?$/s.exec(message)?.[1]?.trim() ?? '';
  const culprit = kept.findLast((token) => token.text === found.split(/\s/)[0]);
  const { text, offset } = culprit ?? end ?? { text: '<EOF>', offset: query.text.length };
  return query.unexpected(text, offset);
}

function fromClause(parsed: Query, tokens: readonly Token[], start: number, end: number): PathRef {
  const run = tokens.slice(start, end);
  const from = run.findIndex((token) => token.text.toUpperCase() === 'FROM');
  return { path: parsed.sObject ?? '', offset: run[from + 1]?.offset ?? 0 };
}

function readSubquery(reader: TokenReader, tokens: readonly Token[]): Statement {
  const start = reader.index;
  let depth = 0;
  while (!reader.atEnd && (depth > 0 || !reader.is(')'))) {
    if (reader.is('(')) depth += 1;
    if (reader.is(')')) depth -= 1;
    reader.next();
  }
  return parseTokens(reader.query, tokens, start, reader.index);
}

function selectItem(query: QueryText, field: FieldType, at: (path: string) => PathRef): SelectItem {
  switch (field.type) {
    case 'Field':
    case 'FieldRelationship': {
      const relationships = field.type === 'FieldRelationship' ? field.relationships : [];
      const written = 'rawValue' in field && field.rawValue ? field.rawValue : null;
      const place = at(written ?? [...relationships, field.field].join('.'));
      if ('alias' in field && field.alias) {
        throw query.malformed('only aggregate expressions use field aliasing', at(field.alias).offset);
      }
      return { kind: 'field', ...place };
    }
    case 'FieldFunctionExpression': {
      const name = field.functionName.toUpperCase();
      const { offset } = at(field.functionName);
      const [argument] = field.parameters;
      if (name === 'FIELDS') return { kind: 'fields', group: String(argument).toUpperCase(), offset };
      if (field.isAggregateFn !== true || typeof argument === 'object') {
        throw query.notServed(`the function ${field.functionName}`, offset);
      }
      return {
        kind: 'aggregate',
        name,
        argument: argument === undefined ? null : at(argument),
        alias: field.alias ?? null,
        offset,
      };
    }
    case 'FieldSubquery':
      throw query.notServed('sub-selects', at('(').offset);
    case 'FieldTypeof':
      throw query.notServed('TYPEOF', at('TYPEOF').offset);
  }
}

function orderTerm(query: QueryText, clause: OrderByClause, at: (path: string) => PathRef): OrderTerm {
  if (!('field' in clause)) throw query.notServed('functions in ORDER BY', at('ORDER').offset);
  return {
    ...at(clause.field),
    descending: clause.order === 'DESC',
    nullsLast: clause.nulls === 'LAST',
  };
}

/** Clauses that would change the answer. Security clauses change nothing for a user who sees all. */
function refuseUnserved(query: QueryText, parsed: Query, offsetOf: (path: string) => number): void {
  if (parsed.having) throw query.notServed('HAVING', offsetOf('HAVING'));
  if (parsed.usingScope && parsed.usingScope.toLowerCase() !== 'everything') {
    throw query.notServed(`USING SCOPE ${parsed.usingScope}`, offsetOf('USING'));
  }
  if (parsed.withDataCategory) throw query.notServed('WITH DATA CATEGORY', offsetOf('WITH'));
  if (parsed.for) throw query.notServed(`FOR ${parsed.for}`, offsetOf('FOR'));
  if (parsed.update) throw query.notServed(`UPDATE ${parsed.update}`, offsetOf('UPDATE'));
}
