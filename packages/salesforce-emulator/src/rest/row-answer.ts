import { createHash } from 'node:crypto';
import type { FieldSpec } from '../describe/field-spec.js';
import { presentValue } from '../describe/field-value.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { rowErrors } from '../errors/row-errors.js';
import type { RestValue, Row } from '../record/row.js';
import { httpDate, isUnmodified, requireUnmodified } from './conditional.js';
import type { RestAnswer, RestCall } from './rest-call.js';

/** The one object whose rows have entity tags. */
const TAGGED = 'Account';

export function rowUrl(call: RestCall, spec: ObjectSpec, row: Row): string {
  return `${call.basePath}/sobjects/${spec.name}/${row.Id}`;
}

/** The fields that a list as `A,B` names; all without one. @throws ApiError INVALID_FIELD */
export function selectedFields(spec: ObjectSpec, names: readonly string[]): readonly FieldSpec[] {
  const wanted = names.map((name) => name.trim()).filter((name) => name !== '');
  if (wanted.length === 0) return spec.fields;
  const selected = wanted.map((name) => {
    const field = spec.fieldNamed(name);
    if (!field) throw rowErrors.noSuchColumn(name, spec.name);
    return field;
  });
  return [...new Set(selected)];
}

/** A row as REST shows it. */
export function presentRow(
  call: RestCall,
  spec: ObjectSpec,
  row: Row,
  fields: readonly FieldSpec[],
): Record<string, unknown> {
  const values = fields.map((field): [string, RestValue] => [
    field.name,
    presentValue(row, field, call.org.sources),
  ]);
  const attributes = { type: spec.name, url: rowUrl(call, spec, row) };
  return { attributes, ...Object.fromEntries(values), Id: row.Id };
}

/** The answer to a GET of the row, which the caller's conditions may make a 304. */
export function rowAnswer(call: RestCall, spec: ObjectSpec, row: Row): RestAnswer {
  const fields = selectedFields(spec, (call.query.fields ?? '').split(','));
  const tag = tagOf(spec, row);
  const headers = {
    'Last-Modified': httpDate(modifiedSeconds(row)),
    ...(tag !== null && { ETag: tag }),
  };
  const unchanged = tag !== null && names(call, 'if-none-match', tag);
  if (unchanged || isUnmodified(call, modifiedSeconds(row))) return { status: 304, headers };
  return { status: 200, headers, body: presentRow(call, spec, row, fields) };
}

/** @throws ApiError with 412 when the conditions of the call forbid to change the row */
export function requireUnchanged(call: RestCall, spec: ObjectSpec, row: Row): void {
  const tag = tagOf(spec, row);
  const tagDiffers = call.header('if-match') !== undefined && tag !== null && !names(call, 'if-match', tag);
  requireUnmodified(call, modifiedSeconds(row), tagDiffers);
}

function modifiedSeconds(row: Row): number {
  return Number(row.LastModifiedDate ?? row.SystemModstamp ?? 0);
}

function tagOf(spec: ObjectSpec, row: Row): string | null {
  if (spec.name !== TAGGED) return null;
  return `"${createHash('sha1').update(JSON.stringify(row)).digest('hex').slice(0, 8)}"`;
}

/** Whether a header lists the tag, strong or weak, or `*`. */
function names(call: RestCall, header: string, tag: string): boolean {
  const listed = (call.header(header) ?? '').split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return listed.includes(tag) || listed.includes('*');
}
