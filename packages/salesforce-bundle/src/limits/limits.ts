import {
  AttributeInfo,
  ConnectorObject,
  Name,
  ObjectClass,
  ObjectClassInfo,
  Uid,
  attribute,
} from '@icf-ts/framework/spi';
import type { CallContext } from '../session/api-request.js';
import type { Session } from '../session/session.js';

/** The org's own limits as objects to be read, e.g. `DailyApiRequests`. An attribute map may give the name to another. */
export const LIMIT = new ObjectClass('Limit');
/** Of these the connector counts its own share. */
export const DAILY_CALLS = 'DailyApiRequests';
export const LIMIT_ATTRIBUTES = { allowed: 'Max', remaining: 'Remaining', sent: 'Sent' } as const;

/** Whether a class means the limits: one of that name in the attribute map goes first. */
export const isLimits = (
  objectClass: ObjectClass,
  mappings: readonly { readonly objectClass: string }[],
): boolean => objectClass.is(LIMIT.type) && !mappings.some((each) => objectClass.is(each.objectClass));

const FLAGS = ['NOT_CREATABLE', 'NOT_UPDATEABLE'] as const;

export const limitClassInfo = (): ObjectClassInfo =>
  new ObjectClassInfo(LIMIT.type, [
    ...[Uid.NAME, Name.NAME].map((name) => new AttributeInfo(name, 'String', { flags: FLAGS })),
    ...Object.values(LIMIT_ATTRIBUTES).map((name) => new AttributeInfo(name, 'Integer', { flags: FLAGS })),
  ]);

type Limits = Readonly<Record<string, { readonly Max: number; readonly Remaining: number }>>;

/** All limits, by their names. `Sent` of the daily calls is what this connector has sent since it was made. One API call. */
export async function readLimits(
  session: Session,
  context: CallContext,
): Promise<readonly ConnectorObject[]> {
  const limits = await session.request<Limits>({ method: 'GET', path: '/limits' }, context);
  return Object.entries(limits).map(
    ([name, { Max, Remaining }]) =>
      new ConnectorObject(LIMIT, [
        new Uid(name),
        new Name(name),
        attribute(LIMIT_ATTRIBUTES.allowed, Max),
        attribute(LIMIT_ATTRIBUTES.remaining, Remaining),
        ...(name === DAILY_CALLS ? [attribute(LIMIT_ATTRIBUTES.sent, session.usage.calls)] : []),
      ]),
  );
}
