/** Two answers of Salesforce may tell the time so differently, because they tell whole seconds. */
const CLOCK_STEP_MS = 5_000;

/** The span of time that a sync reads: from where the last one has ended up to now. */
export interface Window {
  /** Everything before this is settled: what was written before is visible, so that nobody need read it again. */
  readonly settled: string;
  readonly startedMs: number;
}

export function openWindow(startedMs: number, overlapMs: number): Window {
  return { settled: isoOf(startedMs - overlapMs), startedMs };
}

/** Where the next sync begins to read, after one that began at `from`. A clock that was set back is followed. */
export const nextFrom = ({ settled }: Window, from: string | undefined): string =>
  from !== undefined && from > settled && Date.parse(from) - Date.parse(settled) < CLOCK_STEP_MS
    ? from
    : settled;

/** Where a sync begins to read: a token may be ahead of a clock that was set back. */
export const readFrom = (window: Window, from: string): string => {
  const next = nextFrom(window, from);
  return next < from ? next : from;
};

export const isoOf = (ms: number): string => new Date(ms).toISOString();

/** A date-time of Salesforce's in the form of tokens, which sorts as time does. */
export const isoStamp = (value: unknown): string => isoOf(Date.parse(String(value)));
