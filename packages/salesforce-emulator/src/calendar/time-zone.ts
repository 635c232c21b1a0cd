const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, found);
  }
  return found;
}

/** How far local time in a zone is ahead of UTC at an instant, in milliseconds (negative = west). */
export function zoneOffsetMs(zone: string, atMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(atMs)) part[type] = Number(value);
  const local = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  return local - Math.floor(atMs / 1000) * 1000;
}

/** The zone's offset without daylight saving time. */
export function standardOffsetMs(zone: string, atMs: number): number {
  const year = new Date(atMs).getUTCFullYear();
  return Math.min(zoneOffsetMs(zone, Date.UTC(year, 0, 1)), zoneOffsetMs(zone, Date.UTC(year, 6, 1)));
}
