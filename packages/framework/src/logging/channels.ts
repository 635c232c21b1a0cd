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

/** The names under which the framework publishes; part of the public interface. */
export const CHANNELS = { operation: 'icf.operation', lifecycle: 'icf.lifecycle' } as const;

const operations = channel(CHANNELS.operation);
const lifecycle = channel(CHANNELS.lifecycle);

/** Whether anybody listens; a record is built only then. */
export const operationsAreWatched = (): boolean => operations.hasSubscribers;

export const publishOperation = (record: OperationRecord): void => operations.publish(record);

export const publishLifecycle = (record: LifecycleRecord): void => lifecycle.publish(record);
