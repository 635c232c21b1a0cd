import { CaseInsensitiveMap, type AttributeValue } from '@icf-ts/framework/spi';
import type { CallContext } from '../session/api-request.js';
import { MAX_QUERIES } from '../session/query/ask-together.js';
import { queryAllTogether } from '../session/query/query-all.js';
import type { SalesforceRecord } from '../session/query/query-page.js';
import type { Session } from '../session/session.js';
import type { AttachedRef } from './attached-kind.js';
import { isMembership } from './attached-kind.js';
import { isLapsed } from './lapses.js';
import { isOfKind, referenceIn, sourceStatement, sourcesOf, type Source } from './attached-rows.js';

/** The values of some rows: attribute, then id of the owner. */
export interface AttachedValues {
  of(attribute: string, id: string): readonly AttributeValue[];
}

/** Owners in one statement: their ids stay well within the 100,000 characters of one. */
const MAX_OWNERS = 4_000;
/** Fewer owners than these are not worth a statement of their own. */
const MIN_OWNERS = 500;

/**
 * Reads what a page of rows has attached. All kinds together are one API call, however many rows the page has, and
 * one more for each further 2,000 rows of the sObject that has most of them. Kinds of one sObject share a statement, and
 * statements that the call has room for share the owners.
 */
export async function readAttached(
  session: Session,
  refs: readonly AttachedRef[],
  ids: readonly string[],
  context: CallContext,
): Promise<AttachedValues> {
  const found = CaseInsensitiveMap.of(
    refs.map((ref) => [ref.attribute, new Map<string, AttributeValue[]>()]),
  );
  const sources =
    ids.length === 0
      ? []
      : sourcesOf(
          refs.map(({ kind }) => kind),
          session,
        );
  const named = new Set(refs.filter(({ by }) => by === 'name').map(({ kind }) => kind));
  const columns = { id: false, names: named.has.bind(named) };
  const size = ownersEach(ids.length, sources.length);
  const statements = sources.flatMap((source) =>
    chunksOf(ids, size).map((some) => ({ source, soql: sourceStatement(source, some, columns) })),
  );
  const answers = await queryAllTogether(
    session,
    statements.map(({ soql }) => soql),
    context,
  );
  const nowMs = await session.serverTimeMs(context);
  for (const [at, rows] of answers.entries()) {
    const { source } = statements[at]!;
    const own = refs.filter(({ kind }) => source.kinds.includes(kind));
    const held = rows.filter((row) => !isLapsed(row, source.lapses, nowMs));
    for (const row of held) for (const ref of own) take(row, ref, source, found.get(ref.attribute)!);
  }
  return { of: (attribute, id) => found.get(attribute)?.get(id) ?? [] };
}

function ownersEach(owners: number, sources: number): number {
  const shares = Math.max(1, Math.floor(MAX_QUERIES / Math.max(1, sources)));
  return Math.min(MAX_OWNERS, Math.max(MIN_OWNERS, Math.ceil(owners / shares)));
}

const chunksOf = (ids: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / size) }, (_, at) => ids.slice(at * size, (at + 1) * size));

function take(
  row: SalesforceRecord,
  ref: AttachedRef,
  { kinds, ownerField }: Source,
  into: Map<string, AttributeValue[]>,
): void {
  if (kinds.length > 1 && !isOfKind(row, ref.kind)) return;
  const owner = String(row[ownerField]);
  const values = into.get(owner);
  const value = valueOf(row, ref);
  if (values) values.push(value);
  else into.set(owner, [value]);
}

/** What has no name of its own, such as the group behind a role, is known by its id. */
function valueOf(row: SalesforceRecord, ref: AttachedRef): AttributeValue {
  if (!isMembership(ref)) return row[ref.kind.valueField] === true;
  const { id, names } = referenceIn(row, ref.kind);
  return ref.by === 'name' ? (names[0] ?? id) : id;
}
