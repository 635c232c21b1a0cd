import { requestErrors } from '../../errors/request-errors.js';
import { ok } from '../rest-call.js';
import type { RestCall, RestResource } from '../rest-call.js';
import { partsOf, pathOf } from './part.js';
import type { Part } from './part.js';
import { partAnswer, runAllOrNone, runEach } from './run-parts.js';

const MAX_PARTS = 25;
const MAX_COSTLY = 5;
const COSTLY = /^\/(?:query|queryAll|composite\/sobjects)(?:\/|$)/i;

function checkLimits(parts: readonly Part[]): void {
  if (parts.length > MAX_PARTS)
    throw requestErrors.limitExceeded(`A composite request can hold at most ${MAX_PARTS} subrequests`);
  if (parts.filter(({ url }) => COSTLY.test(pathOf(url))).length > MAX_COSTLY)
    throw requestErrors.limitExceeded(
      `At most ${MAX_COSTLY} subrequests of a composite request can be queries or collections`,
    );
}

export const COMPOSITE_RESOURCES: readonly RestResource[] = [
  {
    path: '/composite',
    methods: {
      GET: ({ basePath }) =>
        ok(
          Object.fromEntries(
            ['tree', 'batch', 'sobjects', 'graph'].map((name) => [name, `${basePath}/composite/${name}`]),
          ),
        ),
      POST: (call: RestCall) => {
        const { values } = call.body();
        const parts = partsOf(values, call);
        checkLimits(parts);
        const answers = values.allOrNone === true ? runAllOrNone(call, parts) : runEach(call, parts);
        return ok({ compositeResponse: parts.map((part, index) => partAnswer(part, answers[index]!)) });
      },
    },
  },
];
