import type { MetricRow } from './metric.js';
import { PROCESS_ROWS } from './process-rows.js';
import { SERVER_ROWS } from './server-rows.js';

/** The one table of metrics, by name. */
export const METRICS = { ...SERVER_ROWS, ...PROCESS_ROWS };

export type MetricName = keyof typeof METRICS;

export const metricRow = (name: MetricName): MetricRow => METRICS[name];
