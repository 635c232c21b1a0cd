import { mapRefusal } from '../errors/map-error.js';
import type { Answer, Question } from '../session/query/ask-together.js';
import { SeenRows, markOf } from './seen-rows.js';
import type { SyncPlan } from './sync-plan.js';
import type { ClassState } from './sync-state.js';
import { tooOld } from './sync-token.js';
import { isoOf, isoStamp, nextFrom, readFrom, type Window } from './window.js';

const MINUTE_MS = 60_000;
/** Salesforce looks at whole minutes, and wants more than one of them from start to end. */
const LEAST_MS = 2 * MINUTE_MS;
const wholeMinute = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;

interface DeletedAnswer {
  readonly deletedRecords: readonly { readonly id: string; readonly deletedDate: string }[];
  readonly earliestDateAvailable: string;
  readonly latestDateCovered: string;
}

type DeletedMark = ClassState['deleted'];

/** A row that is gone, and how far deletions are told once it has been told. */
export interface DeletedRow {
  readonly id: string;
  readonly mark: DeletedMark;
}

/** Where the next sync begins to ask for deletions: at a whole minute, so that what is told again is known again. */
export function deletedFrom(window: Window, coveredMs = Infinity, from?: string): string {
  const nextMs = Date.parse(nextFrom(window, from));
  return isoOf(wholeMinute(Math.min(nextMs, coveredMs, window.startedMs - LEAST_MS)));
}

export function deletedQuestion({ mapping }: SyncPlan, mark: DeletedMark, window: Window): Question {
  const end = wholeMinute(window.startedMs) + MINUTE_MS;
  const start = wholeMinute(Date.parse(readFrom(window, mark.from)));
  const text = (ms: number): string => encodeURIComponent(isoOf(ms).replace('.000Z', '+00:00'));
  return { path: `/sobjects/${mapping.sobject}/deleted/?start=${text(start)}&end=${text(end)}` };
}

/**
 * The rows that were deleted since the mark; returns the next one.
 * @throws PreconditionFailedException where Salesforce does not remember so far back.
 */
export function* deletedRows(
  { mapping, context }: SyncPlan,
  { body, errors }: Answer,
  mark: DeletedMark,
  window: Window,
): Generator<DeletedRow, DeletedMark, void> {
  if (errors.some(({ code }) => code === 'INVALID_REPLICATION_DATE'))
    throw tooOld(mapping.sobject, mark.from);
  if (errors.length > 0) throw mapRefusal(errors, context);
  const { deletedRecords, earliestDateAvailable, latestDateCovered } = body as DeletedAnswer;
  const earliest = isoStamp(earliestDateAvailable);
  if (earliest > mark.from) throw tooOld(mapping.sobject, mark.from);

  // A transaction that is open for longer than the overlap holds back what is covered.
  const from = deletedFrom(window, Date.parse(latestDateCovered), mark.from);
  const told = mark.seen.marks();
  const seen: string[] = [];
  for (const { id, deletedDate } of deletedRecords) {
    const one = markOf(id, deletedDate);
    if (isoStamp(deletedDate) >= from) seen.push(one);
    if (told.has(one)) continue;
    told.add(one);
    yield { id, mark: { from: mark.from, seen: SeenRows.of(told) } };
  }
  return { from, seen: SeenRows.of(seen) };
}
