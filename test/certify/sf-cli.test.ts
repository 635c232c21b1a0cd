import { expect } from 'chai';
import { startCertifiedOrg } from './certified-org.js';
import type { CertifiedOrg } from './certified-org.js';
import { unlessMissing } from './missing-tools.js';
import { sfCli } from './sf-cli.js';
import type { SfAnswer, SfCli } from './sf-cli.js';

const ALIAS = ['--target-org', 'emulated'];

describe('sf, the Salesforce CLI', function () {
  this.timeout(180_000);

  let certified: CertifiedOrg;
  let cli: SfCli | undefined;

  before(async function () {
    this.timeout(600_000);
    cli = await unlessMissing(this, sfCli);
    certified = await startCertifiedOrg({ users: 20 });
    const login = ['org', 'login', 'access-token', '--instance-url', certified.org.url, '--no-prompt'];
    const { status, result, message } = await cli.run([...login, '--alias', 'emulated'], {
      SF_ACCESS_TOKEN: await certified.token(),
    });
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

  const sf = async (...args: string[]): Promise<SfAnswer> => cli!.run([...args, ...ALIAS]);

  /** The result of a command that has to succeed. */
  async function done(...args: string[]): Promise<SfAnswer['result'] & Record<string, never>> {
    const answer = await sf(...args);
    expect(answer.status, JSON.stringify(answer)).to.equal(0);
    return answer.result as never;
  }

  it('queries', async () => {
    const { totalSize, records } = await done(
      'data',
      'query',
      '--query',
      'SELECT Id, Profile.Name FROM User LIMIT 2',
    );
    expect(totalSize).to.equal(2);
    expect(records[0]).to.have.nested.property('Profile.Name');
    const refused = await sf('data', 'query', '--query', 'SELECT Id FROM Usr');
    expect(refused).to.include({ status: 1, name: 'INVALID_TYPE' });
  });
});
