import type { Org } from '../start-org.js';

/** What to tell when the org is up: where it is, its credentials, and how the usual clients reach it. */
export function howToConnect({ url, organizationId, credentials }: Org, control: boolean): string {
  const { clientId, clientSecret, username, password, securityToken } = credentials;
  return `Emulated org ${organizationId} at ${url}
  client id       ${clientId}
  client secret   ${clientSecret}
  user name       ${username}
  password        ${password}
  security token  ${securityToken}

Page for people:  ${url}/
${control ? `Control:          ${url}/_emulator/faults\n` : ''}
curl:
  curl ${url}/services/oauth2/token -d grant_type=client_credentials \\
    -d client_id=${clientId} -d client_secret=${clientSecret}
  curl '${url}/services/data/v62.0/query?q=SELECT+Id,Username+FROM+User+LIMIT+3' \\
    -H "Authorization: Bearer $ACCESS_TOKEN"
jsforce:
  const conn = new jsforce.Connection({ oauth2: { loginUrl: '${url}',
    clientId: '${clientId}', clientSecret: '${clientSecret}' } });
  await conn.login('${username}', '${password}${securityToken}');
sf:
  SF_ACCESS_TOKEN="$ACCESS_TOKEN" sf org login access-token --no-prompt --instance-url ${url}
`;
}
