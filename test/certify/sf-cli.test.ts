import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { startCertifiedOrg } from './certified-org.js';
import type { CertifiedOrg } from './certified-org.js';
import { unlessMissing } from './missing-tools.js';
import { sfCli } from './sf-cli.js';
import type { SfAnswer, SfCli } from './sf-cli.js';

const TARGET = ['--target-org', 'emulated'];
const WAIT = ['--wait', '2'];

describe('certified by sf, the Salesforce CLI', function () {
  this.timeout(180_000);

  let certified: CertifiedOrg;
  let cli: SfCli;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const connectedApps = [
    { clientId: 'certified-app', certificate: publicKey, preAuthorizedUsers: 'all' as const },
  ];
  const options = { users: 20, connectedApps };

  before(async function () {
    this.timeout(600_000);
    cli = await unlessMissing(this, sfCli);
    certified = await startCertifiedOrg(options);
    const login = ['org', 'login', 'access-token', '--instance-url', certified.org.url, '--no-prompt'];
    const env = { SF_ACCESS_TOKEN: await certified.token() };
    const { status, result, message } = await cli.run([...login, '--alias', 'emulated'], env);
    expect(status, message).to.equal(0);
    expect(result).to.include({
      username: certified.org.credentials.username,
      orgId: certified.org.organizationId,
      isDevHub: false,
    });
  });

  after(async () => {
    await cli?.remove();
    await certified?.org.close();
  });

  const sf = (...args: string[]): Promise<SfAnswer> => cli.run([...args, ...TARGET]);

  /** The result of a command that has to succeed. */
  async function done(...args: string[]): Promise<SfAnswer['result']> {
    const answer = await sf(...args);
    expect(answer.status, JSON.stringify(answer)).to.equal(0);
    return answer.result;
  }

  const query = async (soql: string): Promise<SfAnswer['result']> => done('data', 'query', '--query', soql);

  it('queries rows, related rows, children and groups', async () => {
    const rows = await query(
      'SELECT Id, Profile.Name, (SELECT PermissionSet.Name FROM PermissionSetAssignments) FROM User LIMIT 2',
    );
    expect(rows.totalSize).to.equal(2);
    expect(rows.records[0]).to.have.nested.property('Profile.Name');
    expect(rows.records[0]).to.have.property('PermissionSetAssignments');
    const groups = await query('SELECT IsActive, COUNT(Id) FROM User GROUP BY IsActive');
    expect(groups.records[0]).to.include.keys('IsActive', 'expr0');
    const refused = await sf('data', 'query', '--query', 'SELECT Id FROM Usr');
    expect(refused).to.include({ status: 1, name: 'INVALID_TYPE' });
  });

  it('creates, reads, changes and deletes a row', async () => {
    const onAccount = ['--sobject', 'Account'];
    const where = [...onAccount, '--where', "Name='Acme Corp'"];
    const made = await done(
      'data',
      'create',
      'record',
      ...onAccount,
      '--values',
      "Name='Acme Corp' Phone=12",
    );
    expect(made).to.include({ success: true });
    await done('data', 'update', 'record', ...where, '--values', 'Phone=34');
    expect(await done('data', 'get', 'record', ...where)).to.include({ Id: made.id, Phone: '34' });
    await done('data', 'delete', 'record', ...where);
    expect(certified.org.find('Account', made.id)).to.equal(undefined);
    expect((await sf('data', 'get', 'record', ...where)).status).to.equal(1);
    const nameless = await sf('data', 'create', 'record', ...onAccount, '--values', 'Phone=12');
    expect(nameless).to.include({ status: 1, name: 'REQUIRED_FIELD_MISSING' });
  });

  it('tells limits, objects and fields', async () => {
    const limits: { name: string; max: number }[] = await done('org', 'list', 'limits');
    expect(limits.find(({ name }) => name === 'DailyApiRequests')?.max).to.equal(15_000);
    const { name, fields } = await done('sobject', 'describe', '--sobject', 'User');
    expect([name, fields[0].name]).to.deep.equal(['User', 'Id']);
    expect(await done('sobject', 'list', '--sobject', 'all')).to.include.members(['Account', 'User']);
  });

  it('tells whose org it is', async () => {
    const { username } = certified.org.credentials;
    expect(await done('org', 'display')).to.include({ username, connectedStatus: 'Connected' });
    expect(await done('org', 'display', 'user')).to.include({
      username,
      orgId: certified.org.organizationId,
    });
    const { result } = await cli.run(['org', 'list']);
    expect(result.other[0]).to.include({ username, connectedStatus: 'Connected' });
  });

  it('assigns permission sets and their licences', async () => {
    const holders = "SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Api_Access'";
    const soql = `SELECT Username FROM User WHERE Profile.Name = 'Standard User' AND Id NOT IN (${holders}) LIMIT 1`;
    const [user] = (await query(soql)).records;
    const onBehalf = ['--on-behalf-of', user.Username];
    const { successes } = await done('org', 'assign', 'permset', '--name', 'Api_Access', ...onBehalf);
    expect(successes).to.deep.equal([{ name: user.Username, value: 'Api_Access' }]);
    await done('org', 'assign', 'permsetlicense', '--name', 'IdentityConnect', ...onBehalf);
    const again = await sf('org', 'assign', 'permset', '--name', 'Nope', ...onBehalf);
    expect(again.status).to.equal(1);
  });

  it('exports and imports trees', async () => {
    const records = ['Tree A', 'Tree B'].map((Name, index) => ({
      attributes: { type: 'Account', referenceId: `ref${index}` },
      Name,
    }));
    await writeFile(join(cli.folder, 'accounts.json'), JSON.stringify({ records }));
    const made = await done('data', 'import', 'tree', '--files', 'accounts.json');
    expect(made).to.have.length(2);
    await done('data', 'export', 'tree', '--query', "SELECT Id, Name FROM Account WHERE Name LIKE 'Tree%'");
    const exported = JSON.parse(await readFile(join(cli.folder, 'Account.json'), 'utf8'));
    expect(exported.records.map(({ Name }: { Name: string }) => Name)).to.have.members(['Tree A', 'Tree B']);
  });

  it('moves rows in bulk, there and back', async () => {
    const onAccount = ['--sobject', 'Account', ...WAIT];
    await writeFile(join(cli.folder, 'new.csv'), 'Name,Phone\nBulk A,1\nBulk B,2\n');
    const { processedRecords, failedRecords } = await done(
      'data',
      'import',
      'bulk',
      '--file',
      'new.csv',
      ...onAccount,
    );
    expect([Number(processedRecords), Number(failedRecords)]).to.deep.equal([2, 0]);
    const soql = "SELECT Id, Name, Phone FROM Account WHERE Name LIKE 'Bulk%' ORDER BY Name";
    const exported = ['data', 'export', 'bulk', '--query', soql, '--output-file', 'out.csv', ...WAIT];
    expect(await done(...exported, '--result-format', 'csv')).to.include({ totalSize: 2 });
    const lines = (await readFile(join(cli.folder, 'out.csv'), 'utf8')).trim().split('\n');
    expect(lines).to.have.length(3);
    const ids = lines.slice(1).map((line) => line.split(',')[0]?.replaceAll('"', ''));
    await writeFile(join(cli.folder, 'change.csv'), `Id,Phone\n${ids.map((id) => `${id},7`).join('\n')}\n`);
    await done('data', 'update', 'bulk', '--file', 'change.csv', ...onAccount);
    expect(certified.org.find('Account', ids[0] ?? '')).to.include({ Phone: '7' });
    await writeFile(join(cli.folder, 'old.csv'), `Id\n${ids.join('\n')}\n`);
    await done('data', 'delete', 'bulk', '--file', 'old.csv', ...onAccount);
    expect((await query(soql)).totalSize).to.equal(0);
  });

  it('counts the rows of objects', async () => {
    const counts = await done('org', 'list', 'sobject', 'record-counts', '--sobject', 'User');
    expect(counts).to.deep.include({ name: 'User', count: 26 });
  });

  it('generates a password', async () => {
    const { username, password } = await done('org', 'generate', 'password');
    expect(username).to.equal(certified.org.credentials.username);
    const [{ Id }] = (await query(`SELECT Id FROM User WHERE Username = '${username}'`)).records;
    expect(certified.org.passwordOf(Id)).to.equal(password);
  });

  it('logs in by a signed assertion', async () => {
    await writeFile(join(cli.folder, 'server.key'), privateKey);
    const { username } = certified.org.credentials;
    const app = ['--client-id', 'certified-app', '--jwt-key-file', 'server.key', '--username', username];
    const login = ['org', 'login', 'jwt', '--instance-url', certified.org.url, '--alias', 'by-jwt', ...app];
    const { status, result, message } = await cli.run(login);
    expect(status, message).to.equal(0);
    expect(result).to.include({ username, orgId: certified.org.organizationId });
    certified.org.revokeSessions();
    const limits = await cli.run(['org', 'list', 'limits', '--target-org', 'by-jwt']);
    expect(limits.status, 'a new session by the same key').to.equal(0);
  });

  it('asked for nothing that the org does not have', () => {
    expect(certified.answers.length).to.be.above(50);
    expect(certified.unserved()).to.deep.equal([]);
  });
});
