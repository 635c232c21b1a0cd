import type { OrgOptions } from '@icf-ts/salesforce-emulator';

/** A story: a folder of `examples/` whose README is run, and the org that it is run against. */
export interface Story {
  /** Name of the folder. */
  readonly name: string;
  readonly summary: string;
  /** Its apps may return to where the story's commands wait for a browser. */
  readonly org: OrgOptions;
}

const IDM_APP = { clientId: 'idm', clientSecret: 'consumer-secret', username: 'integration@acme.example' };
/** Each login ends the refresh token that it was made with, and gives another. */
const ROTATING = {
  ...{ clientId: IDM_APP.clientId, clientSecret: IDM_APP.clientSecret, runAsUsername: IDM_APP.username },
  rotatesRefreshTokens: true,
};

/** The one table of stories. */
export const STORIES: readonly Story[] = [
  {
    name: 'openiam',
    summary: 'users of a CSV, with the 18 attributes of the policy map; password, disable, search',
    org: { users: 5 },
  },
  {
    name: 'forgerock-idm',
    summary: 'refresh token, sync.json as it is, implicit synchronisation, both directions',
    org: { users: 10, credentials: IDM_APP, connectedApps: [ROTATING] },
  },
  {
    name: 'oracle-identity-manager',
    summary: 'lookups, target and trusted reconciliation of 2,600 users, groups, licences',
    org: { users: 2_600 },
  },
  {
    name: 'wso2-identity-server',
    summary: 'claims and default values; a user name that another org has',
    org: { users: 5, foreignUsernames: ['bob@acme.example'] },
  },
  {
    name: 'wso2-enterprise-integrator',
    summary: 'a Lead for every new user, unless there is one with the e-mail address',
    org: { users: 2 },
  },
];
