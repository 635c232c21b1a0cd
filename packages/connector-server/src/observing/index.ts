export { ENDPOINT_LIMITS } from './endpoint.js';
export { LINE_FILE_DEFAULTS } from './line-file.js';
export { LOG_LINES, type LogLine } from './log/log-lines.js';
export type { Logger } from './log/logger.js';
export { REPETITION_DEFAULTS } from './log/repetitions.js';
export { METRICS } from './metrics/metric-rows.js';
export type { MetricRow } from './metrics/metric.js';
export * from './observation-settings.js';
export * from './observation.js';
