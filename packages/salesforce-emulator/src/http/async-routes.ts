import type { FastifyInstance } from 'fastify';
import { sendJson } from './send.js';

const MESSAGE =
  'The emulated org does not serve Bulk API 1.0: use Bulk API 2.0, which is at /services/data/vXX.0/jobs';

/** Bulk API 1.0 is not emulated, and says so in its own form of errors. */
export function registerAsyncRoutes(app: FastifyInstance): void {
  app.all('/services/async/*', (request, reply) => {
    if (request.headers['content-type']?.startsWith('application/json') === true) {
      sendJson(request, reply, 400, { exceptionCode: 'FeatureNotEnabled', exceptionMessage: MESSAGE });
      return;
    }
    reply
      .code(400)
      .type('application/xml;charset=UTF-8')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?><error\n   xmlns="http://www.force.com/2009/06/asyncapi/dataload">\n <exceptionCode>FeatureNotEnabled</exceptionCode>\n <exceptionMessage>${MESSAGE}</exceptionMessage>\n</error>`,
      );
  });
}
