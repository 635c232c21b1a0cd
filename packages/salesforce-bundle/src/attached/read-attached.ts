import { CaseInsensitiveMap } from '@icf-ts/framework/spi';
import { queryAll } from '../session/query-pages.js';
import type { Session } from '../session/session.js';
import type { CallContext } from '../session/api-request.js';
import { quote } from '../soql/escape.js';
import type { AttachedRef } from './attached-kind.js';

/** The values of some rows: attribute, then id of the owner. */
export interface AttachedValues {
  of(attribute: string, id: string): readonly string[];
}

/** Reads what a page of rows has attached. One query for each kind, however many rows. */
export async function readAttached(
  session: Session,
  refs: readonly AttachedRef[],
  ids: readonly string[],
  context: CallContext,
): Promise<AttachedValues> {
  const found = CaseInsensitiveMap.of(refs.map((ref) => [ref.attribute, new Map<string, string[]>()]));
  for (const { attribute, kind, by } of ids.length === 0 ? [] : refs) {
    const value = by === 'id' ? kind.valueField : kind.namePath;
    const where = [
      `${kind.ownerField} IN (${ids.map(quote).join(',')})`,
      ...(kind.where ? [kind.where] : []),
    ];
    const soql = `SELECT ${kind.ownerField}, ${value} FROM ${kind.sobject} WHERE ${where.join(' AND ')}`;
    for (const row of await queryAll(session, soql, context)) {
      const owner = String(row[kind.ownerField]);
      const path = value
        .split('.')
        .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], row);
      const values = found.get(attribute)!;
      values.set(owner, [...(values.get(owner) ?? []), String(path)]);
    }
  }
  return { of: (attribute, id) => found.get(attribute)?.get(id) ?? [] };
}
