import type { MetricRow } from './metric.js';
import type { Sample } from './sample.js';

/** What a histogram has seen: counts per bucket (not cumulative), the last beyond all bounds. */
export interface Distribution {
  readonly labels: readonly string[];
  readonly counts: number[];
  sum: number;
}

/** The content type of the text format. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A metric in Prometheus' text format. A counter without labels is there from the start, with 0. */
export function exposed(name: string, row: MetricRow, samples: Iterable<Sample>): string {
  let text = head(name, row);
  for (const [value, ...labels] of samples) text += `${name}${braced(row.labels, labels)} ${value}\n`;
  return text;
}

export function exposedHistogram(name: string, row: MetricRow, seen: Iterable<Distribution>): string {
  const { labels: names = [], buckets = [] } = row;
  let text = head(name, row);
  for (const { labels, counts, sum } of seen) {
    let total = 0;
    for (const [at, count] of counts.entries()) {
      total += count;
      const bound = String(buckets[at] ?? '+Inf');
      text += `${name}_bucket${braced([...names, 'le'], [...labels, bound])} ${total}\n`;
    }
    text += `${name}_sum${braced(names, labels)} ${sum}\n${name}_count${braced(names, labels)} ${total}\n`;
  }
  return text;
}

const head = (name: string, { help, type }: MetricRow): string =>
  `# HELP ${name} ${help.replace(/[\\\n]/g, escape)}\n# TYPE ${name} ${type}\n`;

const braced = (names: readonly string[] = [], values: readonly string[]): string =>
  names.length === 0
    ? ''
    : `{${names.map((name, at) => `${name}="${(values[at] ?? '').replace(/[\\\n"]/g, escape)}"`).join(',')}}`;

const escape = (character: string): string => (character === '\n' ? '\\n' : `\\${character}`);
