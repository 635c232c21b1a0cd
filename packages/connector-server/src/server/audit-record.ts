import type { CallOutcome, CallRecord } from './call-record.js';

/** Who did what to which object, and how it ended: never a value. */
export interface AuditRecord {
  /** The request's id. */
  readonly id: string;
  readonly client: string;
  readonly connector?: string;
  readonly operation?: string;
  readonly objectClass?: string;
  readonly uid?: string;
  /** `success`, or the ICF name of the exception. */
  readonly outcome: string;
  readonly durationMs: number;
}

export function auditRecord(call: CallRecord, outcome: CallOutcome): AuditRecord {
  const uid = outcome.uid ?? call.uid;
  return {
    id: call.caller.requestId,
    client: call.caller.client.name,
    ...(call.connector ? { connector: call.connector.toString() } : {}),
    ...(call.operation ? { operation: call.operation } : {}),
    ...(call.objectClass === undefined ? {} : { objectClass: call.objectClass }),
    ...(uid === undefined ? {} : { uid }),
    outcome: outcome.error ?? 'success',
    durationMs: outcome.durationMs,
  };
}
