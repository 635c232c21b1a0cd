import { createHash } from 'node:crypto';
import { describeBrief, describeFull } from '../describe/describe-object.js';
import { httpDate, isUnmodified } from './conditional.js';
import { objectOf } from './rest-call.js';
import type { RestAnswer, RestCall, RestResource } from './rest-call.js';

const MAX_BATCH_SIZE = 200;

/** Describes change with the org's features alone, which are fixed when it starts. */
function conditional(call: RestCall, body: () => Record<string, unknown>): RestAnswer {
  const { startedSeconds, settings } = call.org;
  const headers = {
    'Last-Modified': httpDate(startedSeconds),
    ETag: `"${createHash('sha1').update(settings.features.join()).digest('hex').slice(0, 8)}"`,
  };
  if (isUnmodified(call, startedSeconds)) return { status: 304, headers };
  return { status: 200, body: body(), headers };
}

export const DESCRIBE_RESOURCES: readonly RestResource[] = [
  {
    path: '/sobjects',
    methods: {
      GET: (call) =>
        conditional(call, () => ({
          encoding: 'UTF-8',
          maxBatchSize: MAX_BATCH_SIZE,
          sobjects: call.org.catalog.objects.map((spec) => describeBrief(spec, call.basePath)),
        })),
    },
  },
  {
    path: '/sobjects/:object/describe',
    methods: {
      GET: (call) => {
        const spec = objectOf(call);
        const { catalog, sources } = call.org;
        return conditional(call, () => describeFull(spec, catalog, call.basePath, sources.origin));
      },
    },
  },
];
