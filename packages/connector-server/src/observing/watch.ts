import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  CHANNELS,
  type Bundle,
  type BundleRegistry,
  type LifecycleRecord,
  type WarningRecord,
} from '@icf-ts/framework';
import type { ConnectorServer } from '../server/connector-server.js';
import type { ServerEvents } from '../server/server-events.js';

const REGISTRY_EVENTS = ['bundleAdded', 'bundleRemoved', 'bundleDrained'] as const;

/** All that may be told: what the server and its registry emit, and what the framework publishes. */
export type Told = ServerEvents &
  Record<(typeof REGISTRY_EVENTS)[number], [bundle: Bundle]> & {
    /** Of any connector in this process, also of one that the server does not have. */
    lifecycleFailed: [record: LifecycleRecord];
    /** As above. */
    connectorWarned: [record: WarningRecord];
  };

/** What the framework publishes, and under which name. */
const PUBLISHED: Readonly<Record<string, string>> = {
  lifecycleFailed: CHANNELS.lifecycle,
  connectorWarned: CHANNELS.warning,
};

export type Listeners = { readonly [Event in keyof Told]?: (...told: Told[Event]) => void };

interface Emitter {
  on(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
}
type Listener = (...told: never[]) => void;

/** Listens until the function returned is called. */
export function watch(server: ConnectorServer, registry: BundleRegistry, listeners: Listeners): () => void {
  const ends: (() => void)[] = [];
  for (const [event, listener] of Object.entries(listeners) as [keyof Told, Listener][]) {
    const name = PUBLISHED[event];
    if (name !== undefined) {
      const onMessage = (record: unknown): void => listener(record as never);
      subscribe(name, onMessage);
      ends.push(() => unsubscribe(name, onMessage));
      continue;
    }
    const ofRegistry = (REGISTRY_EVENTS as readonly string[]).includes(event);
    const emitter = (ofRegistry ? registry.events : server.events) as unknown as Emitter;
    emitter.on(event, listener);
    ends.push(() => emitter.off(event, listener));
  }
  return () => ends.forEach((end) => end());
}
