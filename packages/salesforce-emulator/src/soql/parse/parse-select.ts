import { parseExpression, parsePath } from './parse-expression.js';
import type { SelectItem, Statement, TypeofItem } from './statement.js';
import type { TokenReader } from './token-reader.js';

/** Reads a statement up to the bracket that closes it. */
export type ReadSubquery = (reader: TokenReader) => Statement;

/** Reads the list between SELECT and FROM. */
export function parseSelect(reader: TokenReader, readSubquery: ReadSubquery): readonly SelectItem[] {
  return reader.list(() => parseItem(reader, readSubquery));
}

function parseItem(reader: TokenReader, readSubquery: ReadSubquery): SelectItem {
  const { offset } = reader.peek();
  if (reader.skip('(')) {
    const statement = readSubquery(reader);
    reader.expect(')');
    return { kind: 'children', statement, offset };
  }
  if (reader.skip('TYPEOF')) return parseTypeof(reader, offset);
  if (reader.skip('FIELDS', '(')) {
    const group = reader.word().text.toUpperCase();
    if (!['ALL', 'STANDARD', 'CUSTOM'].includes(group)) throw reader.query.unexpected(group, offset);
    reader.expect(')');
    return { kind: 'fields', group, offset };
  }
  if (reader.is('FROM')) throw reader.refusal();
  const expression = parseExpression(reader);
  const hasAlias = reader.peek().kind === 'word' && !reader.is('FROM');
  return { kind: 'expression', expression, alias: hasAlias ? parsePath(reader) : null };
}

function parseTypeof(reader: TokenReader, offset: number): TypeofItem {
  const relationship = parsePath(reader);
  const cases = [];
  while (reader.skip('WHEN')) {
    const object = parsePath(reader);
    reader.expect('THEN');
    cases.push({ object, fields: reader.list(() => parsePath(reader)) });
  }
  if (cases.length === 0) throw reader.refusal();
  const otherwise = reader.skip('ELSE') ? reader.list(() => parsePath(reader)) : [];
  reader.expect('END');
  return { kind: 'typeof', relationship, cases, otherwise, offset };
}
