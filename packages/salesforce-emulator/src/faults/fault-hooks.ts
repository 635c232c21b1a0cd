import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HTML_TYPE, JSON_TYPE } from '../http/json-text.js';
import type { OrgState } from '../org-state.js';
import { Random } from '../seed/random.js';
import { changeRows } from './change-rows.js';
import { answersItself } from './fault.js';
import type { Fault } from './fault.js';
import type { FaultPlan } from './fault-plan.js';

const MAINTENANCE_PAGE = '<html><body><h1>Down for Maintenance</h1></body></html>';
const never = new Promise<never>(() => undefined);

/**
 * Lets the faults of the plan happen to the requests of a server.
 *
 * @param struck is told what hit which request of Node
 */
export function installFaults(
  app: FastifyInstance,
  org: OrgState,
  plan: FaultPlan,
  struck: WeakMap<object, Fault>,
): void {
  const faultOf = (request: FastifyRequest): Fault | undefined => struck.get(request.raw);
  let changes = 0;
  app.addHook('onRequest', async (request, reply) => {
    const fault = plan.take(request.method, request.raw.url ?? '');
    if (!fault) return;
    struck.set(request.raw, fault);
    if (fault.clockSkewMs !== undefined) org.clock.skewMs = fault.clockSkewMs;
    if (fault.endSession) org.sessions.end(/\S+$/.exec(request.headers.authorization ?? '')?.[0] ?? '');
    if (fault.exhaustLimit) org.usage.exhaust();
    if (fault.change) changeRows(org, fault.change, new Random((fault.seed ?? 1) + changes++));
    if (fault.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false });
    if (fault.hang === 'before') await never;
    if (fault.disconnect === 'before') {
      request.raw.socket.destroy();
      return reply.hijack();
    }
    if (answersItself(fault))
      return reply
        .code(fault.status ?? 503)
        .type(faultType(fault))
        .send(faultBody(fault));
  });
  // From here to the answer nothing else runs: handlers that write do not wait for anything.
  app.addHook('preHandler', (request, _reply, done) => {
    org.clock.behindMs = (faultOf(request)?.backdateSeconds ?? 0) * 1_000;
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    org.clock.behindMs = 0;
    reply.header('Date', new Date(org.nowMs()).toUTCString());
    const fault = faultOf(request);
    if (fault?.hang === 'after') return;
    if (fault?.disconnect === 'after') request.raw.socket.destroy();
    else if (fault?.cutAfterBytes !== undefined) cut(reply, payload, fault.cutAfterBytes);
    else done(null, payload);
  });
}

/** Sends the head and the beginning of the body, then resets the connection. */
function cut(reply: FastifyReply, payload: unknown, bytes: number): void {
  const body = Buffer.from(typeof payload === 'string' || payload instanceof Uint8Array ? payload : '');
  const { raw } = reply;
  raw.writeHead(reply.statusCode, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-length': body.length,
  });
  raw.write(body.subarray(0, bytes), () => raw.socket?.resetAndDestroy());
}

function faultType({ contentType, body }: Fault): string {
  return contentType ?? (body === undefined || typeof body === 'string' ? HTML_TYPE : JSON_TYPE);
}

function faultBody({ body = MAINTENANCE_PAGE }: Fault): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
