import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { GuardedString, LocalConnectorInfoManager, loadInstalledBundle } from '@icf-ts/framework';
import { ConnectorServer, keyHash } from '@icf-ts/connector-server';
import { expect } from 'chai';
import { javaPeer, type JavaPeer, type ClientStep } from './java-peer.js';

const KEY = 'interop-key';
const USERS = 1200;

/** ConnId's released Java client, on its own API, against our server with the Salesforce bundle and an emulated org. */
describe('the Java client drives our server', () => {
  let java: JavaPeer;
  let org: Org;
  let server: ConnectorServer;
  let steps: ReadonlyMap<string, ClientStep>;

  before(async function () {
    this.timeout(300_000);
    const found = await javaPeer();
    if ('missing' in found) {
      console.log(`skipped: ${found.missing}`);
      this.skip();
    }
    java = found;
    org = await startOrg({ users: USERS });
    server = await ConnectorServer.start({
      connectors: new LocalConnectorInfoManager(
        await loadInstalledBundle('@icf-ts/salesforce-bundle', import.meta.url),
      ),
      keyHash: keyHash(new GuardedString(KEY)),
      port: 0,
    });
    const run = await java.runClient([
      '127.0.0.1',
      String(server.port),
      KEY,
      'icfts.salesforce',
      'icfts.salesforce.SalesforceConnector',
      'salesforce',
      `loginUrl=${org.url}`,
      `clientId=${org.credentials.clientId}`,
      `clientSecret=${org.credentials.clientSecret}`,
      'attr.__NAME__=java.client@example.test',
      'attr.__PASSWORD__=S3cret-from-Java',
      'attr.LastName=Client',
      'attr.Email=java.client@example.test',
      'attr.ProfileId=Standard User',
      'update.Title=Engineer',
      'delta.City=Graz',
      'option.unknownUid=005000000000000AAA',
    ]);
    expect(run.exitCode, run.stderr).to.equal(0);
    steps = new Map(run.steps.map((step) => [String(step['step']), step]));
  });

  after(async () => {
    await server?.close();
    await org?.close();
  });

  const step = (name: string): ClientStep => {
    const found = steps.get(name);
    expect(found, `step ${name}`).to.not.equal(undefined);
    return found!;
  };
  const done = (name: string): ClientStep => {
    expect(step(name), JSON.stringify(step(name))).to.include({ ok: true });
    return step(name);
  };
  const refused = (name: string, exception: string): void => {
    expect(step(name)).to.include({
      ok: false,
      exception: `org.identityconnectors.framework.common.exceptions.${exception}`,
    });
  };

  it('says hello, validates, tests and reads the schema', () => {
    expect(done('hello')['connectors']).to.deep.equal(
      ['SalesforceConnector', 'ForgeRockConnector'].map((name) => ({
        bundleName: 'icfts.salesforce',
        bundleVersion: '0.1.0',
        connectorName: `icfts.salesforce.${name}`,
      })),
    );
    done('validate');
    done('test');
    const { objectClasses } = done('schema') as unknown as {
      objectClasses: Record<string, { attributes: Record<string, { type: string; required: boolean }> }>;
    };
    const account = objectClasses['__ACCOUNT__']!.attributes;
    expect(account['__NAME__']).to.include({ type: 'String', required: true });
    expect(account['__ENABLE__']).to.include({ type: 'Boolean' });
    expect(account['LastName']).to.include({ type: 'String', required: true });
  });

  it('creates a user in the org, with a password that works', async () => {
    const uid = String(done('create')['uid']);
    expect(org.find('User', uid)).to.include({ Username: 'java.client@example.test', LastName: 'Client' });
    expect(org.passwordOf(uid)).to.equal('S3cret-from-Java');
    refused('createAgain', 'AlreadyExistsException');
  });

  it('gets it, and null for a Uid that is unknown', () => {
    expect(done('getObject')).to.include({ found: true, name: 'java.client@example.test' });
    expect(done('getUnknown')).to.include({ found: false });
  });

  it('searches by name, for all users through the pauses, and stops early', () => {
    expect(done('searchByName')).to.include({ count: 1 });
    const all = done('searchAll') as unknown as { count: number; distinctUids: number };
    expect(all.count).to.be.greaterThan(USERS);
    expect(all.distinctUids).to.equal(all.count);
    expect(done('searchStopped')).to.include({ count: 5 });
    expect(done('searchPaged')).to.include({ count: all.count });
    done('searchPagePlainHandler');
  });

  it('updates, disables and deletes', () => {
    done('update');
    const uid = String(done('create')['uid']);
    const { attributes } = done('getAfterUpdate') as unknown as {
      attributes: Record<string, readonly string[]>;
    };
    expect(attributes['Title']).to.deep.equal(['Engineer']);
    done('updateDelta');
    expect((done('getAfterDelta') as unknown as { attributes: object }).attributes).to.deep.include({
      City: ['Graz'],
    });
    done('disable');
    expect((done('getAfterDisable') as unknown as { attributes: object }).attributes).to.deep.include({
      __ENABLE__: ['false'],
    });
    done('delete');
    expect(org.find('User', uid)).to.include({ IsActive: false });
  });

  it('is refused with a wrong key', async () => {
    const run = await java.runClient([
      '127.0.0.1',
      String(server.port),
      'not-the-key',
      'icfts.salesforce',
      'icfts.salesforce.SalesforceConnector',
      'wrong-key',
    ]);
    expect(run.steps[0]).to.include({
      ok: false,
      exception: 'org.identityconnectors.framework.common.exceptions.InvalidCredentialException',
    });
  });
});
