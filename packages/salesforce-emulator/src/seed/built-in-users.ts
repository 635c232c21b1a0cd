import type { FieldValues } from '../record/row.js';

/** A user every org has: who it is, and the profile it runs with (none for the automated process). */
interface BuiltInUser {
  readonly values: FieldValues;
  readonly profile: string | null;
}

function user(
  profile: string | null,
  userType: string,
  username: string,
  name: readonly [string | null, string],
  alias: string,
): BuiltInUser {
  const [first, last] = name;
  return {
    profile,
    values: {
      Username: username,
      LastName: last,
      FirstName: first,
      Email: username,
      Alias: alias,
      UserType: userType,
    },
  };
}

/** Users that are not people. Their user names carry the lower-cased id of the org. */
export function builtInUsers(organizationId: string): readonly BuiltInUser[] {
  const org = organizationId.toLowerCase();
  return [
    user(null, 'AutomatedProcess', `autoproc@${org}`, ['Automated', 'Process'], 'autoproc'),
    user(null, 'CloudIntegrationUser', `cloud@${org}`, ['Platform Integration', 'User'], 'cloud'),
    user(
      'Analytics Cloud Integration User',
      'Standard',
      `insightssecurity@${org}.com`,
      ['Security', 'User'],
      'sec',
    ),
    user(
      'Chatter Free User',
      'CsnOnly',
      `chatty.${org}@chatter.salesforce.com`,
      [null, 'Chatter Expert'],
      'Chatter',
    ),
    user(
      'Help Center Profile',
      'Guest',
      `helpcenter@${org}.force.com`,
      ['Help Center', 'Site Guest User'],
      'guest',
    ),
  ];
}
