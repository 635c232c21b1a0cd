import { http, passwordGrant, VERSION } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';

/** How we come by the answer that a recording is held against, and in what the two may differ. */
export interface OurAnswer {
  readonly status: number;
  ask(client: OrgClient): Promise<Answer>;
  /** Differences that are meant, and why. */
  readonly allowed?: readonly { readonly difference: RegExp; readonly because: string }[];
}

const query = (soql: string, status = 200): OurAnswer => ({ status, ask: (client) => client.query(soql) });
const post = (path: string, body: unknown, status = 201): OurAnswer => ({
  status,
  ask: (client) => client.call('POST', path, body),
});
const get = (path: string, status = 200): OurAnswer => ({
  status,
  ask: (client) => client.call('GET', path),
});

async function idOf(client: OrgClient, object: string): Promise<string> {
  const [row] = await client.rows(`SELECT Id FROM ${object} LIMIT 1`);
  return String(row?.Id);
}

const firstRow = (object: string): Pick<OurAnswer, 'status' | 'ask'> => ({
  status: 200,
  ask: async (client) => client.call('GET', `/sobjects/${object}/${await idOf(client, object)}`),
});

const CUT_SHORT = {
  difference: /is not recorded$/,
  because: 'the fixture is shortened by its author',
};

const DESCRIBED = [
  ...['Group', 'GroupMember', 'Organization', 'PackageLicense', 'PermissionSet', 'PermissionSetAssignment'],
  ...[
    'PermissionSetGroup',
    'PermissionSetGroupComponent',
    'PermissionSetLicense',
    'PermissionSetLicenseAssign',
  ],
  ...['Profile', 'User', 'UserLicense', 'UserLogin', 'UserPackageLicense', 'UserRole'],
];

/** Describes that a tool cut down to what it needs: nothing of that may be missing. */
const CUT_DESCRIBES = Object.fromEntries(
  DESCRIBED.map((object): [string, OurAnswer] => [
    `describe_min_${object}.2024.json`,
    { ...get(`/sobjects/${object}/describe`), allowed: [CUT_SHORT] },
  ]),
);

export const OUR_ANSWERS: Readonly<Record<string, OurAnswer>> = {
  ...CUT_DESCRIBES,
  'account.200.json': {
    ...firstRow('Account'),
    allowed: [
      { difference: /^\$\.\w+ is missing$/, because: 'accounts of the emulator have the main fields only' },
    ],
  },
  'record_Organization.json': {
    ...firstRow('Organization'),
    allowed: [
      {
        difference:
          /^\$\.(?:PreferencesTerminateOldestSession|DelegatedAuthenticationServiceUrl) is missing$/,
        because: 'fields that the describe of 2024 does not have',
      },
    ],
  },
  'record_User_portal.v44.200.json': {
    ...firstRow('User'),
    allowed: [
      {
        difference:
          /^\$\.(?:IndividualId|\w*Portal\w+|UserPermissions\w+|UserPreferencesPipeline\w+) is missing$/,
        because: 'features of the recorded org: portals, individuals, Chatter Answers',
      },
      {
        difference:
          /^\$\.(?:MiddleName|Suffix|NumberOfFailedLogins|UserPermissions\w+|UserPreferences\w+) is not recorded$/,
        because: 'fields that came after the release of the recording',
      },
    ],
  },
  'aggregatequeryresult.200.json': {
    ...query(
      'SELECT Email WhatId, Phone ActivityDate, UserType Status, COUNT(Id) MyCount FROM User GROUP BY Email, Phone, UserType',
    ),
  },
  'composite_queries.200.json': post(
    '/composite',
    {
      compositeRequest: [
        { method: 'GET', referenceId: 'a', url: `/services/data/${VERSION}/query/?q=SELECT+Id+FROM+Account` },
      ],
    },
    200,
  ),
  'create_Account.201.json': post('/sobjects/Account/', { Name: 'Smith Corp.' }),
  'create_Group.201.json': post('/sobjects/Group', { Name: 'Recorded', Type: 'Regular' }),
  'create_GroupMember.201.json': {
    status: 201,
    ask: async (client) => {
      const { json } = await client.call('POST', '/sobjects/Group', { Name: 'Of members', Type: 'Regular' });
      const UserOrGroupId = await idOf(client, 'User');
      return client.call('POST', '/sobjects/GroupMember', { GroupId: json.id, UserOrGroupId });
    },
  },
  'create_Lead.201.json': post('/sobjects/Lead', { LastName: 'Smith', Company: 'Smith Corp.' }),
  'describe_Group.2023.fields.json': {
    ...get('/sobjects/Group/describe'),
    allowed: [{ difference: /^\$\.\w+ is not recorded$/, because: 'the tool saved the fields alone' }],
  },
  'limits.200.json': {
    ...get('/limits'),
    allowed: [
      {
        difference: /^\$\.\w+ is (?:missing|not recorded)$/,
        because: 'limits follow the features of an org',
      },
      { difference: /^\$\.\w+\.[^.]+(?:\.com \w+)? is missing$/, because: 'shares of single apps' },
    ],
  },
  'oauth_token_password_sandbox.200.json': {
    status: 200,
    ask: ({ org }) =>
      passwordGrant(org, org.credentials.username, org.credentials.password + org.credentials.securityToken),
  },
  'query_GroupMember.v60.200.json': query('SELECT UserOrGroupId FROM GroupMember'),
  'query_PermissionSetAssignment.v44.200.json': query(
    'SELECT AssigneeId, Id, PermissionSetId FROM PermissionSetAssignment',
  ),
  'query_PermissionSetLicenseAssign.v44.200.json': {
    status: 200,
    ask: async (client) => {
      const PermissionSetLicenseId = await idOf(client, 'PermissionSetLicense');
      const AssigneeId = await client.createUser();
      await client.call('POST', '/sobjects/PermissionSetLicenseAssign', {
        PermissionSetLicenseId,
        AssigneeId,
      });
      return client.query('SELECT AssigneeId, Id FROM PermissionSetLicenseAssign');
    },
  },
  'query_UserLogin.v44.200.json': query('SELECT Id, IsFrozen FROM UserLogin'),
  'query_UserLogin.v50.200.json': query('SELECT Id, UserId, IsFrozen FROM UserLogin'),
  'query_UserPackageLicense.v44.200.json': {
    status: 200,
    ask: async (client) => {
      const PackageLicenseId = await idOf(client, 'PackageLicense');
      const UserId = await client.createUser();
      await client.call('POST', '/sobjects/UserPackageLicense', { PackageLicenseId, UserId });
      return client.query('SELECT Id, UserId FROM UserPackageLicense');
    },
  },
  'query_aggregate_count_Id.200.json': query('SELECT COUNT(Id) FROM User'),
  'query_page_1_envelope.200.json': {
    status: 200,
    ask: (client) => client.query('SELECT Id FROM User', { 'Sforce-Query-Options': 'batchSize=200' }),
  },
  'query_page_2_envelope.200.json': {
    status: 200,
    ask: async (client) => {
      const first = await client.query('SELECT Id FROM User', { 'Sforce-Query-Options': 'batchSize=200' });
      return client.call('GET', first.json.nextRecordsUrl.replace(`/services/data/${VERSION}`, ''));
    },
  },
  'restforce_auth_error_response.json': {
    status: 400,
    ask: ({ org }) => passwordGrant(org, org.credentials.username, 'wrong'),
  },
  'restforce_create_success_response.json': post('/sobjects/Account', { Name: 'Made' }),
  'restforce_delete_error_response.json': {
    status: 404,
    ask: (client) => client.call('DELETE', '/sobjects/Account/rid'),
  },
  'restforce_describe_sobjects_success_response.json': { ...get('/sobjects'), allowed: [CUT_SHORT] },
  'restforce_expired_session_response.json': {
    status: 401,
    ask: (client) => client.as('00Dxx!expired').call('GET', '/limits'),
  },
  'restforce_org_query_response.json': query('SELECT Id FROM Organization'),
  'restforce_query_aggregate_success_response.json': query(
    'SELECT Email CampaignId, COUNT(Id) FROM User GROUP BY Email',
  ),
  'restforce_query_empty_response.json': query("SELECT Id FROM User WHERE Username = 'nobody'"),
  'restforce_query_error_response.json': query('SELECT Nothing FROM User', 400),
  'restforce_services_data_success_response.json': {
    status: 200,
    ask: ({ org }) => http(`${org.url}/services/data`),
  },
  'restforce_sobject_describe_error_response.json': get('/sobjects/Whizbang/describe', 404),
  'restforce_write_error_response.json': post('/sobjects/Account', { foo: 1 }, 400),
};
