import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requestErrors } from '../errors/request-errors.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import { parseScenario, ScenarioError } from '../faults/scenario.js';
import { sendJson } from '../http/send.js';
import type { OrgState } from '../org-state.js';
import type { RequestLog } from '../recorder/request-log.js';
import { isLocal, isToken } from './local-only.js';

const JSON_BODY = /^application\/(?:json|yaml)\s*(?:;|$)/i;

/**
 * The emulator's own resources below `/_emulator`, where the option `control` opens them: faults, requests, sessions and
 * clock. With `true` they answer this machine alone, with a token whoever shows it in `X-Emulator-Token`.
 */
export function registerControlRoutes(
  app: FastifyInstance,
  org: OrgState,
  faults: FaultPlan,
  requests: RequestLog,
): void {
  const { control } = org.settings;
  if (control === false) return;
  const refuse = (reply: FastifyReply, request: FastifyRequest, status: number, message: string): void => {
    sendJson(request, reply, status, { error: message });
  };
  const mayControl = (request: FastifyRequest): boolean => {
    const given = request.headers['x-emulator-token'];
    return control === true
      ? isLocal(request)
      : isToken(typeof given === 'string' ? given : undefined, control);
  };
  app.register(
    (scope, _options, done) => {
      scope.addHook('onRequest', (request, _reply, next) => {
        next(mayControl(request) ? undefined : requestErrors.notFound());
      });
      scope.get('/faults', (request, reply) => {
        sendJson(request, reply, 200, { faults: faults.list() });
      });
      scope.post('/faults', (request, reply) => {
        // Pages of other sites may post text without asking, but not these types.
        if (!JSON_BODY.test(request.headers['content-type'] ?? ''))
          return refuse(reply, request, 415, 'send application/json or application/yaml');
        try {
          const text = typeof request.body === 'string' ? request.body : '';
          const planned = parseScenario(text, 'body', org.catalog);
          for (const fault of planned) faults.add(fault);
          sendJson(request, reply, 201, { planned: planned.length });
        } catch (error) {
          if (!(error instanceof ScenarioError)) throw error;
          refuse(reply, request, 400, error.message);
        }
      });
      scope.delete('/faults', (_request, reply) => {
        faults.clear();
        reply.code(204).send();
      });
      scope.get('/requests', (request, reply) => {
        sendJson(request, reply, 200, { requests: requests.entries });
      });
      scope.delete('/requests', (_request, reply) => {
        requests.clear();
        reply.code(204).send();
      });
      scope.delete('/sessions', (_request, reply) => {
        org.sessions.endAll();
        reply.code(204).send();
      });
      scope.put('/clock', (request, reply) => {
        const skewMs = skewOf(request.body);
        if (skewMs === null)
          return refuse(reply, request, 400, 'send {"skewMs": whole number of milliseconds}');
        org.clock.skewMs = skewMs;
        reply.code(204).send();
      });
      done();
    },
    { prefix: '/_emulator' },
  );
}

function skewOf(body: unknown): number | null {
  try {
    const { skewMs } = JSON.parse(String(body)) as { skewMs?: unknown };
    return Number.isSafeInteger(skewMs) && Math.abs(Number(skewMs)) < 1e13 ? Number(skewMs) : null;
  } catch {
    return null;
  }
}
