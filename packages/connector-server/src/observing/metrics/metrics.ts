import { exposed, exposedHistogram, type Distribution } from './exposition.js';
import { METRICS, metricRow, type MetricName } from './metric-rows.js';
import type { MetricSources } from './metric.js';
import type { Sample } from './sample.js';

const NAMES = Object.keys(METRICS) as MetricName[];

/**
 * The metrics of one server in Prometheus' text format. Written here because the client library of Node is retired
 * (prom-client) or does without Node 20 (its successor), and most of ours are read rather than counted.
 */
export class Metrics {
  readonly #sources: MetricSources;
  readonly #counts = new Map<MetricName, Map<string, [number, ...string[]]>>();
  readonly #distributions = new Map<MetricName, Map<string, Distribution>>();

  constructor(sources: MetricSources) {
    this.#sources = sources;
    for (const name of NAMES) {
      const { type, labels, sample } = metricRow(name);
      if (sample) continue;
      if (type === 'histogram') this.#distributions.set(name, new Map());
      else this.#counts.set(name, new Map(labels ? [] : [['', [0]]]));
    }
  }

  /** Adds to a counter; the labels in the order of its row. */
  add(name: MetricName, by: number, ...labels: string[]): void {
    const series = this.#counts.get(name)!;
    const key = labels.join('\n');
    const count = series.get(key);
    if (count) count[0] += by;
    else series.set(key, [by, ...labels]);
  }

  /** Adds one value to a histogram; the labels in the order of its row. */
  observe(name: MetricName, value: number, ...labels: string[]): void {
    const series = this.#distributions.get(name)!;
    const { buckets = [] } = metricRow(name);
    const key = labels.join('\n');
    let seen = series.get(key);
    if (!seen) {
      seen = { labels, counts: new Array<number>(buckets.length + 1).fill(0), sum: 0 };
      series.set(key, seen);
    }
    const at = buckets.findIndex((bound) => value <= bound);
    seen.counts[at < 0 ? buckets.length : at]!++;
    seen.sum += value;
  }

  text(): string {
    return NAMES.map((name) => this.#textOf(name)).join('');
  }

  #textOf(name: MetricName): string {
    const row = metricRow(name);
    if (row.type === 'histogram') return exposedHistogram(name, row, this.#distributions.get(name)!.values());
    const samples: Iterable<Sample> = row.sample?.(this.#sources) ?? this.#counts.get(name)!.values();
    return exposed(name, row, samples);
  }
}
