import { channel } from 'node:diagnostics_channel';

/** One finished operation. Never holds an attribute, an option or a configuration value. */
export interface OperationRecord {
  readonly connector: string;
  readonly operation: string;
  readonly method: string;
  readonly objectClass?: string;
  readonly durationMs: number;
  /** Objects that a stream handed out. */
  readonly objects?: number;
  /** ICF name of the exception; absent when the operation succeeded. */
  readonly error?: string;
}

/** A duty of a connector that went wrong, and that no caller hears of or only in part. */
export interface LifecycleRecord {
  readonly connector: string;
  readonly event: 'init-failed' | 'check-failed' | 'dispose-failed';
  /** Name of the error. */
  readonly error: string;
}

/** What somebody who runs a connector should know, although every call succeeds. */
export interface WarningRecord {
  readonly connector: string;
  /** Names the kind of warning, such as `login-flow-retires`. */
  readonly code: string;
  /** What is the matter and what to do. Never holds a secret or a value of a caller's. */
  readonly message: string;
}

/** The names under which the framework publishes; part of the public interface. */
export const CHANNELS = {
  operation: 'icf.operation',
  lifecycle: 'icf.lifecycle',
  warning: 'icf.warning',
} as const;

const operations = channel(CHANNELS.operation);
const lifecycle = channel(CHANNELS.lifecycle);
const warnings = channel(CHANNELS.warning);

/** Whether anybody listens; a record is built only then. */
export const operationsAreWatched = (): boolean => operations.hasSubscribers;

export const publishOperation = (record: OperationRecord): void => operations.publish(record);

export const publishLifecycle = (record: LifecycleRecord): void => lifecycle.publish(record);

/** Warns whoever listens to {@link CHANNELS}; where nobody does, it is a warning of the process. */
export function publishWarning(record: WarningRecord): void {
  if (warnings.hasSubscribers) warnings.publish(record);
  else process.emitWarning(`${record.connector}: ${record.message}`, 'IcfWarning', record.code);
}
