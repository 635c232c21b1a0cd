const SAMPLE = /^([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?[\d.e+-]+)$/;

/** Prometheus' text format, strictly: every sample follows its metric's HELP and TYPE, and none comes twice. */
export function parseExposition(text: string): ReadonlyMap<string, number> {
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  const values = new Map<string, number>();
  const seen = new Set<string>();
  let metric = '';
  let type = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const head = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (head?.[1] === 'HELP') {
      metric = head[2]!;
      if (seen.has(metric)) throw new Error(`${metric} comes twice.`);
      seen.add(metric);
      type = '';
    } else if (head) {
      type = head[3]!;
      if (head[2] !== metric || !/^(counter|gauge|histogram)$/.test(type)) throw new Error(line);
    } else {
      const [, name, labels, value] = SAMPLE.exec(line) ?? [];
      const base = type === 'histogram' ? name?.replace(/_(bucket|sum|count)$/, '') : name;
      if (base !== metric || type === '') throw new Error(`Not a sample of ${metric}: ${line}`);
      const key = labels ? `${name}{${labels}}` : name!;
      if (values.has(key)) throw new Error(`${key} comes twice.`);
      values.set(key, Number(value));
    }
  }
  return values;
}
