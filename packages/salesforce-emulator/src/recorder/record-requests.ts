import type { FastifyInstance } from 'fastify';
import type { Fault } from '../faults/fault.js';
import type { OrgState } from '../org-state.js';
import { maskUrl } from './mask-url.js';
import type { RequestLog } from './request-log.js';

interface OpenRequest {
  /** Calls counted when its handler began; null while it has not. */
  countedBefore: number | null;
  apiCalls: number;
  userId: string | null;
  errorCode: string | null;
}

/** Paths of the emulator's own, which no client of the org asks for. */
const OWN_PATHS = /^\/(?:(?:_emulator|users|favicon\.ico)(?:[/?]|$)|\?|$)/;

/**
 * Records each request of a server when its answer is sent or its connection is gone. To be installed before all other
 * hooks: the calls counted between its own are those of the request, as handlers count before they wait for anything.
 *
 * @param struck what faults hit, by the request of Node
 */
export function recordRequests(
  app: FastifyInstance,
  org: OrgState,
  log: RequestLog,
  struck: WeakMap<object, Fault>,
): void {
  const open = new WeakMap<object, OpenRequest>();
  app.addHook('onRequest', (request, reply, done) => {
    const url = request.raw.url ?? '/';
    if (!OWN_PATHS.test(url)) {
      const atMs = org.nowMs();
      const startedMs = performance.now();
      const entry: OpenRequest = { countedBefore: null, apiCalls: 0, userId: null, errorCode: null };
      open.set(request.raw, entry);
      reply.raw.once('close', () => {
        const fault = struck.get(request.raw);
        const { userId, apiCalls, errorCode } = entry;
        log.add({
          atMs,
          method: request.method,
          url: maskUrl(url),
          userId,
          status: reply.raw.headersSent ? reply.raw.statusCode : 0,
          durationMs: Math.round((performance.now() - startedMs) * 10) / 10,
          apiCalls,
          errorCode,
          fault: fault ? (fault.kind ?? 'fault') : null,
        });
      });
    }
    done();
  });
  app.addHook('preHandler', (request, _reply, done) => {
    const entry = open.get(request.raw);
    if (entry) {
      const token = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
      entry.userId = (token !== undefined && org.sessions.userOf(token)) || null;
      entry.countedBefore = org.usage.everCounted;
    }
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const entry = open.get(request.raw);
    if (entry) {
      if (entry.countedBefore !== null) entry.apiCalls = org.usage.everCounted - entry.countedBefore;
      if (reply.statusCode >= 400 && typeof payload === 'string')
        entry.errorCode = /"(?:errorCode|error)"\s*:\s*"(\w{1,80})"/.exec(payload)?.[1] ?? null;
    }
    done(null, payload);
  });
}
