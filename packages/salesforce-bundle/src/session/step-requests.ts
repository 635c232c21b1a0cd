import type { ApiRequest } from './api-request.js';

/** Salesforce's limits of a composite request: parts, and among them queries and collections. */
export const MAX_STEPS = 25;
export const MAX_COSTLY = 5;
const COSTLY = /^\/(?:query|composite\/sobjects)/;

interface Step {
  readonly request: ApiRequest;
  readonly ref?: string;
  readonly texts?: true;
}

/**
 * Parts steps into requests that Salesforce takes. A step stays with those that refer to it; a text that Salesforce
 * would take for a reference goes by itself.
 */
export function requestsOf<Each extends Step>(steps: readonly Each[]): readonly (readonly Each[])[] {
  const requests: Each[][] = [];
  let open: Each[] | undefined;
  let costly = 0;
  for (const step of steps) {
    const alone = step.texts === true && mustBeAlone(step.request);
    const isCostly = COSTLY.test(step.request.path);
    const room = MAX_STEPS - followersOf(step, steps);
    if (!open || alone || open.length >= room || (isCostly && costly === MAX_COSTLY)) {
      requests.push((open = []));
      costly = 0;
    }
    open.push(step);
    if (isCostly) costly++;
    if (alone) open = undefined;
  }
  return requests;
}

/** Whether Salesforce would take a text for a reference to another part of a composite request. */
export const mustBeAlone = ({ body }: ApiRequest): boolean =>
  body !== undefined && JSON.stringify(body).includes('@{');

const followersOf = ({ ref }: Step, steps: readonly Step[]): number =>
  ref === undefined ? 0 : steps.filter(({ request }) => request.path.includes(`@{${ref}.`)).length;
