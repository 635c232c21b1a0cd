import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLocal } from '../control/local-only.js';
import { requestErrors } from '../errors/request-errors.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import type { OrgState } from '../org-state.js';
import type { RequestLog } from '../recorder/request-log.js';
import { overviewPage } from './overview-page.js';
import { userPage } from './user-page.js';

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** The org as pages for people: `/` and `/users/{id}`, for this machine alone. They change nothing and cost no call. */
export function registerPageRoutes(
  app: FastifyInstance,
  org: OrgState,
  faults: FaultPlan,
  requests: RequestLog,
): void {
  if (!org.settings.page) return;
  const send = (request: FastifyRequest, reply: FastifyReply, page: () => string): void => {
    if (!isLocal(request)) throw requestErrors.notFound();
    reply.headers(HEADERS).type('text/html;charset=UTF-8').send(page());
  };
  app.get('/', (request, reply) => {
    const { q, page } = request.query as Readonly<Record<string, unknown>>;
    const number = Math.min(Math.max(0, Math.trunc(Number(page)) || 0), 1_000_000);
    send(request, reply, () =>
      overviewPage(org, faults, requests, typeof q === 'string' ? q.slice(0, 200) : '', number),
    );
  });
  app.get('/users/:id', (request, reply) => {
    send(request, reply, () => {
      const user = org.store.table('User').get((request.params as { id: string }).id);
      if (!user) throw requestErrors.notFound();
      return userPage(org, user);
    });
  });
}
