import type { EventEmitter } from 'eventemitter3';
import type { HelloResponse } from '../protocol/messages.js';
import { SERVER_START_TIME } from '../protocol/messages.js';
import type { ServerAddress } from './client-options.js';
import type { Server } from './server-list.js';

/** A connector server runs anew: its bundles may have changed. */
export interface ServerRestart {
  readonly server: ServerAddress;
  readonly startedBefore: Date;
  readonly startedNow: Date;
}

export interface RemoteManagerEvents {
  /** Found when a connection had to be made anew and a call on it had ended. Nobody looks while nobody listens. */
  serverRestarted: [restart: ServerRestart];
}

/** Since when a server runs, where its hello says so. */
export function startTimeOf(hello: HelloResponse): Date | null {
  const started = hello.serverInfo.get(SERVER_START_TIME);
  return typeof started === 'bigint' ? new Date(Number(started)) : null;
}

/** Remembers since when each server runs, and which connections that was learned on. */
export class RestartWatch {
  readonly #events: EventEmitter<RemoteManagerEvents>;
  readonly #started = new Map<Server, Date>();
  readonly #asked = new Map<Server, number>();

  constructor(events: EventEmitter<RemoteManagerEvents>) {
    this.#events = events;
  }

  /** Whether somebody wants to know and the server may be another process than the one asked last. */
  isDue(server: Server): boolean {
    return (
      this.#events.listenerCount('serverRestarted') > 0 &&
      this.#asked.get(server) !== server.pool.interruptions
    );
  }

  /** A hello is on its way. */
  asking(server: Server): void {
    this.#asked.set(server, server.pool.interruptions);
  }

  heard(server: Server, hello: HelloResponse): void {
    this.asking(server);
    const startedNow = startTimeOf(hello);
    if (!startedNow) return;
    const startedBefore = this.#started.get(server);
    this.#started.set(server, startedNow);
    if (!startedBefore || startedBefore.getTime() === startedNow.getTime()) return;
    this.#events.emit('serverRestarted', { server: server.address, startedBefore, startedNow });
  }
}
