import type { FieldValues, Row } from '../record/row.js';
import type { Store } from '../store/store.js';
import { builtInUsers } from './built-in-users.js';
import { insertUserCompanions, stamps } from './companions.js';
import { seedMemberships } from './org-access.js';
import type { OrgAccess } from './org-access.js';
import { ADMINISTRATOR_PROFILE } from './org-setup.js';
import type { OrgSetup } from './org-setup.js';
import { DEPARTMENTS, FAMILY_NAMES, GIVEN_NAMES, TITLES } from './person-names.js';
import type { Random } from './random.js';

const LOCALES = [
  ['America/Los_Angeles', 'en_US', 'en_US'],
  ['Europe/Berlin', 'de_DE', 'de'],
  ['Europe/Paris', 'fr_FR', 'fr'],
  ['Asia/Tokyo', 'ja_JP', 'ja'],
] as const;

const DEFAULT_LOCALE: FieldValues = {
  TimeZoneSidKey: 'America/Los_Angeles',
  LocaleSidKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
  LanguageLocaleKey: 'en_US',
};

/** How many generated users in a hundred are inactive. */
const INACTIVE_PERCENT = 5;
const SECONDS_BETWEEN_USERS = 60;

/** The user the credentials belong to, then the users that are not people. Returns the former. */
export function seedBuiltInUsers(
  store: Store,
  setup: OrgSetup,
  integrationUsername: string,
  seconds: number,
): Row {
  const users = store.table('User');
  const insert = (values: FieldValues, profile: string | null, createdById: string | null): Row => {
    const row = users.insert({
      ...values,
      CommunityNickname: `${String(values.Alias)}.${setup.organizationId.slice(3, 15)}`,
      IsActive: true,
      ...DEFAULT_LOCALE,
      ProfileId: profile === null ? null : (setup.profileIds[profile] ?? null),
      ...stamps({ seconds, byId: createdById }),
    });
    if (createdById === null) users.update(row, stamps({ seconds, byId: row.Id }));
    insertUserCompanions(store, row, { seconds, byId: createdById ?? row.Id });
    return row;
  };
  const integration = insert(
    {
      Username: integrationUsername,
      LastName: 'User',
      FirstName: 'Integration',
      Email: integrationUsername,
      Alias: 'integ',
      UserType: 'Standard',
    },
    ADMINISTRATOR_PROFILE,
    null,
  );
  for (const { values, profile } of builtInUsers(setup.organizationId))
    insert(values, profile, integration.Id);
  return integration;
}

/** `count` people, each a minute younger than the one before; every tenth leads those after it. */
export function seedPeople(
  store: Store,
  setup: OrgSetup,
  {
    count,
    random,
    seconds,
    createdById,
    access,
  }: { count: number; random: Random; seconds: number; createdById: string; access: OrgAccess },
): void {
  const users = store.table('User');
  const profileId = setup.profileIds['Standard User'] ?? null;
  let managerId: string | null = null;
  for (let index = 0; index < count; index++) {
    const [zone, locale, language] = random.pick(LOCALES);
    const firstName = random.pick(GIVEN_NAMES);
    const lastName = random.pick(FAMILY_NAMES);
    const nickname = flat(`${mailName(firstName)}.${mailName(lastName)}.${index + 1}`);
    const username = flat(`${nickname}@emulated.example`);
    const createdSeconds = seconds + index * SECONDS_BETWEEN_USERS;
    // Written out in one literal, the id's place included: rows so made are the smallest.
    const row: Row = users.insert({
      Id: '',
      Username: username,
      LastName: lastName,
      FirstName: firstName,
      Department: random.pick(DEPARTMENTS),
      Title: random.pick(TITLES),
      Email: username,
      Alias: `u${(index + 1).toString(36)}`.slice(0, 8),
      CommunityNickname: nickname,
      IsActive: random.below(100) >= INACTIVE_PERCENT,
      TimeZoneSidKey: zone,
      UserRoleId: random.below(4) === 0 ? random.pick(setup.roleIds) : null,
      LocaleSidKey: locale,
      EmailEncodingKey: 'UTF-8',
      ProfileId: profileId,
      UserType: 'Standard',
      LanguageLocaleKey: language,
      EmployeeNumber: String(100_000 + index),
      ManagerId: managerId,
      CreatedDate: createdSeconds,
      CreatedById: createdById,
      LastModifiedDate: createdSeconds,
      LastModifiedById: createdById,
      SystemModstamp: createdSeconds,
    });
    insertUserCompanions(store, row, { seconds: createdSeconds, byId: createdById });
    seedMemberships(store, access, row, index, createdSeconds);
    if (index % 10 === 0) managerId = row.Id;
  }
}

const mailNames = new Map<string, string>();

/** A name as it may stand in a mail address: ASCII letters only. */
function mailName(name: string): string {
  const known = mailNames.get(name);
  if (known !== undefined) return known;
  const ascii = name.normalize('NFD').replace(/ø/g, 'o').replace(/ı/g, 'i');
  const made = ascii.replace(/[^A-Za-z]/g, '').toLowerCase();
  mailNames.set(name, made);
  return made;
}

/** The text without the tree of pieces that the engine would keep for it. */
function flat(asciiText: string): string {
  return Buffer.from(asciiText, 'latin1').toString('latin1');
}
