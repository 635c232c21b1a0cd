/** A JSON line of the log as text for people: time, level, message, then what else it says. */
export function prettyLine(json: string): string {
  const { time, level, msg, ...rest } = JSON.parse(json) as Record<string, unknown>;
  const clock = String(time).slice(11, 23);
  const facts = Object.entries(rest).map(([name, value]) => `${name}=${text(value)}`);
  return [clock, String(level).toUpperCase().padEnd(5), msg, ...facts].join(' ') + '\n';
}

/** Quoted where it might be taken for something else, so that no client can draw a line of its own. */
const text = (value: unknown): string =>
  typeof value === 'string' && /^[\w./:@+-]+$/.test(value) ? value : JSON.stringify(value);
