import { ConnectorException } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import type { CallContext } from '../../session/api-request.js';
import { queryAll } from '../../session/query/query-all.js';
import { queryPath, type SalesforceRecord } from '../../session/query/query-page.js';
import type { Session } from '../../session/session.js';
import { retold } from '../../session/write-steps.js';
import { quote } from '../../soql/escape.js';

import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

/** A profile, the licence whose seat its users take, and how many of them there are. */
export interface ProfileSeats {
  readonly profileId: string;
  readonly profile: string;
  readonly licenseId: string;
  readonly license: string;
  readonly total: number;
  readonly used: number;
}

const COLUMNS =
  'Id, Name, UserLicenseId, UserLicense.Name, UserLicense.TotalLicenses, UserLicense.UsedLicenses';
/** How long a count is believed; meanwhile the connector's own creates are added to it. */
const MAX_AGE_MS = 5 * 60_000;

interface Entry {
  readonly seats: ProfileSeats;
  readonly readAt: number;
}

/** The free seats that one connector knows of, by profile. */
export class Seats {
  readonly #entries = new Map<string, Entry>();

  /** Undefined for a profile that was not read within five minutes. */
  of(profileId: string): ProfileSeats | undefined {
    const entry = this.#entries.get(keyOf(profileId));
    return entry && performance.now() - entry.readAt < MAX_AGE_MS ? entry.seats : undefined;
  }
  learn(seats: ProfileSeats): void {
    this.#entries.set(keyOf(seats.profileId), { seats, readAt: performance.now() });
  }
  /** One seat of the profile's licence fewer is free, for all profiles of that licence. */
  take(profileId: string): void {
    const taken = this.#entries.get(keyOf(profileId))?.seats.licenseId;
    for (const [key, { seats, readAt }] of this.#entries)
      if (seats.licenseId === taken)
        this.#entries.set(key, { seats: { ...seats, used: seats.used + 1 }, readAt });
  }
}

const keyOf = (id: string): string => id.slice(0, 15);

/** Reads a profile with its licence, by a condition in SOQL. One API call. */
export async function readProfile(
  session: Session,
  where: string,
  context: CallContext,
): Promise<ProfileSeats | undefined> {
  const [row] = await queryAll(session, `SELECT ${COLUMNS} FROM Profile WHERE ${where}`, context);
  return row && seatsIn(row);
}

export function seatsIn(row: SalesforceRecord): ProfileSeats {
  const license = (row['UserLicense'] ?? {}) as SalesforceRecord;
  return {
    profileId: String(row['Id']),
    profile: String(row['Name']),
    licenseId: String(row['UserLicenseId']),
    license: String(license['Name']),
    total: Number(license['TotalLicenses'] ?? -1),
    used: Number(license['UsedLicenses'] ?? 0),
  };
}

/** Licences without a bound have a negative total. */
const isFull = ({ total, used }: ProfileSeats): boolean => total >= 0 && used >= total;

/**
 * Sees to it that a seat is free for one more active user of a profile. No API call within five minutes of the last
 * reading of the profile, one otherwise; two when the licence seems full, because Salesforce's count lags behind.
 * @throws ConnectorException naming profile and licence.
 */
export async function checkSeat(
  session: Session,
  seats: Seats,
  profileId: string,
  context: CallContext,
): Promise<void> {
  const reading: CallContext = { ...context, action: text('action.readSeats'), writes: false };
  const known = seats.of(profileId);
  if (known && !isFull(known)) return;
  const found = await readProfile(session, `Id = ${quote(profileId)}`, reading);
  // An id that is none of a profile is for Salesforce to refuse.
  if (!found) return;
  seats.learn(found);
  if (!isFull(found)) return;
  const used = await countActive(session, found.licenseId, reading);
  const counted = { ...found, used };
  seats.learn(counted);
  if (isFull(counted)) throw noSeat(counted, context);
}

async function countActive(session: Session, licenseId: string, context: CallContext): Promise<number> {
  const where = `IsActive = true AND Profile.UserLicenseId = ${quote(licenseId)}`;
  const path = queryPath(`SELECT COUNT() FROM User WHERE ${where}`);
  const { totalSize } = await session.request<{ totalSize: number }>({ method: 'GET', path }, context);
  return totalSize;
}

export const isNoSeat = (error: unknown): boolean => isRefusal(error, 'LICENSE_LIMIT_EXCEEDED', /(?:)/);

/** The refusal of a create or an activation for want of a seat, with the names. */
export function noSeat(
  { profile, license, total, used }: ProfileSeats,
  context: CallContext,
  cause?: unknown,
): ConnectorException {
  const attribute = context.attributeNameOf?.('ProfileId') ?? 'ProfileId';
  return worded(
    'ConnectorException',
    [text('fault.noSeat', context.action, profile, attribute, license, used, total), text('next.freeSeat')],
    {
      attributeNames: [attribute],
      ...(cause === undefined ? {} : { cause }),
      ...(context.uid ? { uid: context.uid } : {}),
    },
  );
}

/** Names profile and licence in a refusal that names neither. One API call. */
export async function explainNoSeat(
  session: Session,
  profile: { readonly id: string } | { readonly userId: string },
  context: CallContext,
  error: ConnectorException,
): Promise<ConnectorException> {
  const where =
    'id' in profile
      ? `Id = ${quote(profile.id)}`
      : `Id IN (SELECT ProfileId FROM User WHERE Id = ${quote(profile.userId)})`;
  try {
    const found = await readProfile(session, where, {
      ...context,
      action: text('action.readSeats'),
      writes: false,
    });
    if (!found) return error;
    if (isFull(found)) return noSeat(found, context, error.cause);
    const { profile: name, license, used, total } = found;
    return retold(error, [error, text('next.featureLicence', name, license, used, total)]);
  } catch (failure) {
    if (failure instanceof ConnectorException) return error;
    throw failure;
  }
}
