import type { BundleRegistry } from '@icf-ts/framework';
import type { Listeners } from '../watch.js';
import { outcomeLabel, type CallsRunning } from './calls-running.js';
import type { Metrics } from './metrics.js';

/** Which event moves which metrics. */
export const countingEvents = (
  metrics: Metrics,
  calls: CallsRunning,
  registry: BundleRegistry,
): Listeners => ({
  connectionOpened: () => metrics.add('icf_connections_total', 1),
  connectionRefused: (_peer, reason) => metrics.add('icf_connections_refused_total', 1, reason),
  keyRefused: () => metrics.add('icf_keys_refused_total', 1),
  handshakeFailed: () => metrics.add('icf_tls_handshakes_failed_total', 1),
  requestUnreadable: () => metrics.add('icf_requests_unreadable_total', 1),
  callStarted: (call) => calls.begin(call),
  callEnded: (call, outcome) => {
    const { connector, operation, isStream } = calls.end(call);
    metrics.add('icf_calls_total', 1, connector, operation, outcomeLabel(outcome));
    metrics.observe('icf_call_duration_seconds', outcome.durationMs / 1000, connector, operation);
    if (isStream) metrics.add('icf_objects_streamed_total', outcome.items, connector, operation);
  },
  lifecycleFailed: ({ connector, event }) => {
    const isOurs = registry.connectorInfos.some(({ key }) => key.connectorName === connector);
    metrics.add('icf_connector_failures_total', 1, isOurs ? connector : 'unknown', event);
  },
});
