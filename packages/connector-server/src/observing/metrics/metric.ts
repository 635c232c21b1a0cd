import type { BundleRegistry } from '@icf-ts/framework';
import type { ConnectorServer } from '../../server/connector-server.js';
import type { CallsRunning } from './calls-running.js';
import type { EventLoopDelay } from './event-loop-delay.js';
import type { PoolCounts } from './pool-counts.js';
import type { Sample } from './sample.js';

/** What metrics are read from when somebody asks for them. */
export interface MetricSources {
  readonly server: ConnectorServer;
  readonly registry: BundleRegistry;
  readonly calls: CallsRunning;
  readonly pools: PoolCounts;
  readonly eventLoop: EventLoopDelay;
}

/** One metric in the sense of Prometheus. Units are in the names: seconds, bytes. */
export interface MetricRow {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds of a histogram, ascending. */
  readonly buckets?: readonly number[];
  /** Read when asked for; a row without it is moved by events. */
  readonly sample?: (sources: MetricSources) => Iterable<Sample>;
}
