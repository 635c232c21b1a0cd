// A session of jsforce, step by step. Run with: folder of jsforce, then the org as JSON; prints one JSON line a step.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, orgText] = process.argv.slice(2);
const org = JSON.parse(orgText);
const jsforce = createRequire(join(folder, 'package.json'))(folder);
const { clientId, clientSecret, username, password, securityToken } = org.credentials;
const oauth2 = { loginUrl: org.url, clientId, clientSecret };
const connection = new jsforce.Connection({ loginUrl: org.url, version: '62.0', oauth2 });
const account = () => connection.sobject('Account');
let made;

const STEPS = {
  authorize: () =>
    connection.authorize({ grant_type: 'client_credentials' }).then(() => connection.instanceUrl),
  identity: async () => (await connection.identity()).username,
  limits: async () => (await connection.limits()).DailyApiRequests.Max,
  describeGlobal: async () => (await connection.describeGlobal()).sobjects.length > 5,
  describe: async () => (await connection.sobject('User').describe()).keyPrefix,
  create: async () => {
    made = await account().create([{ Name: 'J One' }, { Name: 'J Two' }]);
    return made.map(({ success }) => success);
  },
  retrieve: async () => (await account().retrieve(made[0].id)).Name,
  update: async () => (await account().update({ Id: made[0].id, Phone: '1' })).success,
  updateMany: async () => (await account().update(made.map(({ id }) => ({ Id: id, Phone: '2' })))).length,
  find: async () =>
    (
      await account()
        .find({ Name: { $like: 'J %' } }, 'Id, Name')
        .sort('Name')
        .limit(5)
    ).length,
  subquery: async () => {
    const soql = 'SELECT Id, (SELECT Id FROM PermissionSetAssignments) FROM User LIMIT 3';
    return (await connection.query(soql)).records.length;
  },
  autoFetch: async () => {
    const headers = { 'Sforce-Query-Options': 'batchSize=200' };
    const options = { autoFetch: true, maxFetch: 1_000, headers };
    return (await connection.query('SELECT Id FROM User', options)).records.length;
  },
  requestPost: async () => {
    const soql = "SELECT Id FROM User WHERE Profile.Name = 'Standard User' LIMIT 1";
    const [user] = (await connection.query(soql)).records;
    return connection.requestPost(`/sobjects/User/${user.Id}/password`, { NewPassword: 'Passw0rd1' });
  },
  deleted: async () =>
    Array.isArray((await account().deleted(new Date(Date.now() - 3_600_000), new Date())).deletedRecords),
  bulkInsert: async () => {
    const answer = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input: [{ Name: 'K One' }, { Name: 'K Two' }],
      pollInterval: 100,
    });
    return [answer.successfulResults.length, answer.failedResults.length];
  },
  bulkQuery: async () => {
    const stream = await connection.bulk2.query("SELECT Id, Name FROM Account WHERE Name LIKE 'K%'", {
      pollInterval: 100,
    });
    return (await stream.toArray()).length;
  },
  destroy: async () => (await account().destroy(made.map(({ id }) => id))).map(({ success }) => success),
  refused: async () =>
    account()
      .create({ Phone: '1' })
      .catch(({ errorCode }) => errorCode),
  passwordLogin: async () => {
    const other = new jsforce.Connection({ loginUrl: org.url, version: '62.0', oauth2 });
    return (await other.login(username, password + securityToken)).organizationId;
  },
  soapLogin: async () => {
    const other = new jsforce.Connection({ loginUrl: org.url, version: '62.0' });
    const { organizationId } = await other.login(username, password + securityToken);
    await other.logout();
    return organizationId;
  },
  logout: async () => {
    await connection.logout();
    return connection.accessToken;
  },
};

for (const [step, run] of Object.entries(STEPS)) {
  const outcome = await run().then(
    (value) => ({ value: value ?? null }),
    ({ name, message }) => ({ error: `${name}: ${message}` }),
  );
  console.log(JSON.stringify({ step, ...outcome }));
}
