import type { MetricRow } from './metric.js';

/** Operations take milliseconds to most of an hour: a full reconciliation streams for long. */
const CALL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/** What is told of the connector server itself. */
export const SERVER_ROWS = {
  icf_calls_total: {
    type: 'counter',
    help: "Calls that ended. Outcome: success, abandoned, the exception's ICF name, or other.",
    labels: ['connector', 'operation', 'outcome'],
  },
  icf_call_duration_seconds: {
    type: 'histogram',
    help: 'How long calls took, the time included in which a client read results.',
    labels: ['connector', 'operation'],
    buckets: CALL_BUCKETS,
  },
  icf_calls_in_flight: {
    type: 'gauge',
    help: 'Calls that run.',
    labels: ['connector', 'operation'],
    sample: ({ calls }) => calls.count(),
  },
  icf_streams_open: {
    type: 'gauge',
    help: 'Calls that run and answer with a stream: searches and syncs.',
    labels: ['connector', 'operation'],
    sample: ({ calls }) => calls.count(true),
  },
  icf_objects_streamed_total: {
    type: 'counter',
    help: 'Objects that streams handed out, counted when the stream ends.',
    labels: ['connector', 'operation'],
  },
  icf_connections_open: {
    type: 'gauge',
    help: 'Connections of clients.',
    sample: ({ server }) => [[server.statistics().connections]],
  },
  icf_connections_total: { type: 'counter', help: 'Connections accepted.' },
  icf_connections_refused_total: {
    type: 'counter',
    help: 'Connections closed at once, by the limit that they hit.',
    labels: ['reason'],
  },
  icf_keys_refused_total: { type: 'counter', help: 'Requests with a key that no client has.' },
  icf_tls_handshakes_failed_total: {
    type: 'counter',
    help: 'TLS handshakes that failed, bytes that were no TLS included.',
  },
  icf_requests_unreadable_total: {
    type: 'counter',
    help: 'Requests of known clients that could not be decoded.',
  },
  icf_received_bytes_total: {
    type: 'counter',
    help: 'Bytes of the protocol received, on open connections too, without what TLS adds.',
    sample: ({ server }) => [[server.statistics().bytesRead]],
  },
  icf_sent_bytes_total: {
    type: 'counter',
    help: 'Bytes of the protocol sent, on open connections too, without what TLS adds.',
    sample: ({ server }) => [[server.statistics().bytesWritten]],
  },
  icf_received_messages_total: {
    type: 'counter',
    help: 'Messages of the protocol received whole.',
    sample: ({ server }) => [[server.statistics().messagesRead]],
  },
  icf_sent_messages_total: {
    type: 'counter',
    help: 'Messages of the protocol encoded to be sent.',
    sample: ({ server }) => [[server.statistics().messagesWritten]],
  },
  icf_facades: {
    type: 'gauge',
    help: 'Configured connectors kept for the next request.',
    labels: ['connector'],
    sample: ({ pools }) => pools.facades(),
  },
  icf_pool_connectors_active: {
    type: 'gauge',
    help: 'Pooled connectors that are not idle, over all configurations.',
    labels: ['connector'],
    sample: ({ pools }) => pools.state('active'),
  },
  icf_pool_connectors_idle: {
    type: 'gauge',
    help: 'Pooled connectors kept for later calls, over all configurations.',
    labels: ['connector'],
    sample: ({ pools }) => pools.state('idle'),
  },
  icf_pool_calls_waiting: {
    type: 'gauge',
    help: 'Calls that wait for a pooled connector.',
    labels: ['connector'],
    sample: ({ pools }) => pools.state('waiting'),
  },
  icf_pool_events_total: {
    type: 'counter',
    help: 'What happened in pools: created, disposed, init_failed, check_failed, disposal_failed, broken, evicted, wait_timeout.',
    labels: ['connector', 'event'],
    sample: ({ pools }) => pools.events(),
  },
  icf_connector_failures_total: {
    type: 'counter',
    help: 'Failures of connectors outside of calls, pooled or not: init-failed, check-failed, dispose-failed.',
    labels: ['connector', 'event'],
  },
  icf_bundles: {
    type: 'gauge',
    help: 'Bundles loaded.',
    sample: ({ registry }) => [[registry.bundles.length]],
  },
  icf_connectors: {
    type: 'gauge',
    help: 'Connectors of the bundles loaded.',
    sample: ({ registry }) => [[registry.connectorInfos.length]],
  },
  icf_draining: {
    type: 'gauge',
    help: '1 from the moment on that the server was told to stop.',
    sample: ({ server }) => [[['draining', 'closed'].includes(server.statistics().state) ? 1 : 0]],
  },
  icf_audit_records_total: { type: 'counter', help: 'Audit records made.' },
  icf_audit_write_failures_total: {
    type: 'counter',
    help: 'Writes to the audit file that failed; what they held is kept and tried again.',
  },
  icf_audit_records_diverted_total: {
    type: 'counter',
    help: 'Audit records that the file could not take, and that went into the log instead.',
  },
  icf_log_write_failures_total: {
    type: 'counter',
    help: 'Writes to the log that failed and are tried again.',
  },
  icf_log_lines_lost_total: { type: 'counter', help: 'Log lines lost because too many were waiting.' },
} as const satisfies Record<string, MetricRow>;
