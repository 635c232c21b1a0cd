import type { BundleRegistry, ConnectorKey } from '@icf-ts/framework';
import { EXCEPTIONS, METHODS } from '@icf-ts/framework';
import type { CallOutcome, CallRecord } from '../../server/call-record.js';
import type { Sample } from './sample.js';

interface Running {
  readonly connector: string;
  readonly operation: string;
  readonly isStream: boolean;
}

/** For what this server does not have: a client must not be able to make up labels. */
const UNKNOWN = 'unknown';

/** The calls that have begun and not ended, with the labels that they keep until their end. */
export class CallsRunning {
  readonly #registry: BundleRegistry;
  readonly #running = new Map<CallRecord, Running>();

  constructor(registry: BundleRegistry) {
    this.#registry = registry;
  }

  begin(call: CallRecord): void {
    this.#running.set(call, this.#labels(call));
  }

  /** The labels of a call that is over. */
  end(call: CallRecord): Running {
    const labels = this.#running.get(call) ?? this.#labels(call);
    this.#running.delete(call);
    return labels;
  }

  /** How many there are, by connector and operation. */
  *count(onlyStreams = false): Generator<Sample> {
    const counts = new Map<string, [number, string, string]>();
    for (const { connector, operation, isStream } of this.#running.values()) {
      if (onlyStreams && !isStream) continue;
      const key = `${connector} ${operation}`;
      const count = counts.get(key) ?? [0, connector, operation];
      count[0]++;
      counts.set(key, count);
    }
    yield* counts.values();
  }

  #labels({ connector, operation, method }: CallRecord): Running {
    return {
      connector: connector ? this.#nameOf(connector) : UNKNOWN,
      operation: operation ?? UNKNOWN,
      isStream: method !== undefined && METHODS[method].stream,
    };
  }

  #nameOf(key: ConnectorKey): string {
    return this.#registry.find(key)?.key.connectorName ?? UNKNOWN;
  }
}

/** How a call ended, in one of few words. */
export function outcomeLabel({ error, abandoned }: CallOutcome): string {
  if (abandoned) return 'abandoned';
  if (error === undefined) return 'success';
  return Object.hasOwn(EXCEPTIONS, error) ? error : 'other';
}
