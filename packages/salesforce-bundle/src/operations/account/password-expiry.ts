import {
  ConnectorObject,
  SpecialAttributes,
  attribute,
  attributeNames,
  sameName,
  type Filter,
} from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import type { CallContext } from '../../session/api-request.js';
import { runSteps, type WriteStep } from '../../session/write-steps.js';
import { text } from '../../words/text.js';
import { callContext, type Org } from '../operation-context.js';
import { mapSome, usersOf, type Search } from './search-view.js';

export const { PASSWORD_EXPIRED } = SpecialAttributes;

/** Whether the attribute is what Salesforce tells of a password, and no field that the map has put under its name. */
export const isPasswordExpiry = (mapping: ObjectMapping, name: string): boolean =>
  sameName(name, PASSWORD_EXPIRED) &&
  mapping.sobject === 'User' &&
  mapping.fieldOf(name) === undefined &&
  !mapping.attachedOf(name);

/** Whether a filter looks at it: each row has to be asked for it before it can be matched. */
export const filtersByExpiry = (mapping: ObjectMapping, filter: Filter | undefined): boolean =>
  filter !== undefined && attributeNames(filter).some((name) => isPasswordExpiry(mapping, name));

/** As many as one composite request holds. */
const AT_ONCE = 25;

/**
 * The search with `__PASSWORD_EXPIRED__`, where it is asked for: Salesforce tells it user by user, 25 of them in one
 * more API call. A search that filters by it has it already.
 */
export const withPasswordExpiry =
  (search: Search): Search =>
  (org, objectClass, filter, options) => {
    const found = search(org, objectClass, filter, options);
    const mapping = usersOf(org, objectClass);
    const isAsked =
      mapping && options.attributesToGet?.some((name) => isPasswordExpiry(mapping, name)) === true;
    // Rows come by the hundred thousand: where there is nothing to add, nothing stands in their way.
    if (!isAsked || filtersByExpiry(mapping, filter)) return found;
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

/** One API call for each 25 users; undefined where Salesforce does not tell. */
export async function readExpired(
  { session }: Pick<Org, 'session'>,
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
