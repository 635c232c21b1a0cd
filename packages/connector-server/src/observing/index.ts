export type { Logger } from './log/logger.js';
export { LOG_LINES, type LogLine } from './log/log-lines.js';
export { METRICS } from './metrics/metric-rows.js';
export type { MetricRow } from './metrics/metric.js';
export * from './observation.js';
export * from './observation-settings.js';
