import { operationsAreWatched, publishOperation } from '../../logging/channels.js';
import type { Call } from '../call.js';

/** Publishes one record of a finished call. No argument, result or configuration value is in it. */
export function logCall(call: Call, error: unknown): void {
  if (!operationsAreWatched()) return;
  publishOperation({
    connector: call.facade.key.connectorName,
    operation: call.row.operation,
    method: call.name,
    durationMs: performance.now() - call.startedMs,
    ...(call.objectClass ? { objectClass: call.objectClass.type } : {}),
    ...(call.row.stream ? { objects: call.objects } : {}),
    ...(error === undefined ? {} : { error: error instanceof Error ? error.name : 'Error' }),
  });
}
