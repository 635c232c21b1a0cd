import { ConnectorObject, SpecialAttributes, attribute, sameName } from '@icf-ts/framework/spi';
import type { CallContext } from '../../session/api-request.js';
import { runSteps, type WriteStep } from '../../session/write-steps.js';
import { text } from '../../words/text.js';
import { callContext, type Org } from '../operation-context.js';
import { mapSome, usersOf, type Search } from './search-view.js';

const { PASSWORD_EXPIRED } = SpecialAttributes;
/** As many as one composite request holds. */
const AT_ONCE = 25;

/**
 * The search with `__PASSWORD_EXPIRED__`, where it is asked for: Salesforce tells it user by user, 25 of them in one
 * more API call.
 */
export const withPasswordExpiry =
  (search: Search): Search =>
  (org, objectClass, filter, options) => {
    const found = search(org, objectClass, filter, options);
    const isAsked = options.attributesToGet?.some((name) => sameName(name, PASSWORD_EXPIRED)) ?? false;
    // Rows come by the hundred thousand: where there is nothing to add, nothing stands in their way.
    if (!isAsked || !usersOf(org, objectClass)) return found;
    const context = callContext(text('action.readExpired'), options);
    return mapSome(found, AT_ONCE, async (objects) => {
      const expired = await readExpired(
        org,
        objects.map(({ uid }) => uid.value),
        context,
      );
      return objects.map((object, index) =>
        expired[index] === undefined
          ? object
          : new ConnectorObject(object.objectClass, [
              ...object.attributes,
              attribute(PASSWORD_EXPIRED, expired[index]),
            ]),
      );
    });
  };

/** One API call for up to 25 users; undefined where Salesforce does not tell. */
async function readExpired(
  { session }: Org,
  ids: readonly string[],
  context: CallContext,
): Promise<readonly (boolean | undefined)[]> {
  if (ids.length === 0) return [];
  const steps = ids.map((id): WriteStep => ({
    action: context.action,
    request: { method: 'GET', path: `/sobjects/User/${id}/password` },
    settles: (error) => error.name !== 'RetryableException',
  }));
  const answers = await runSteps(session, steps, context, () => undefined);
  return answers.map((answer) => {
    const { isExpired } = (answer ?? {}) as { isExpired?: unknown };
    return typeof isExpired === 'boolean' ? isExpired : undefined;
  });
}
