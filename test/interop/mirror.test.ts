import {
  AttributeDelta,
  GuardedString,
  ObjectClass,
  ScriptContext,
  Uid,
  type ConnectorFacade,
  type ConnectorInfo,
} from '@icf-ts/framework';
import { ConnectorServer, keyHash, RemoteConnectorInfoManager } from '@icf-ts/connector-server';
import { expect } from 'chai';
import { mirrorManager } from './mirror/mirror-manager.js';

const KEY = new GuardedString('mirror key');

/** What the Java client found out, kept where there is no Java: our client and our server with the mirror connector. */
describe('the mirror through our own client', () => {
  let server: ConnectorServer;
  let manager: RemoteConnectorInfoManager;
  let info: ConnectorInfo;
  let facade: ConnectorFacade;

  before(async () => {
    server = await ConnectorServer.start({ connectors: mirrorManager(), keyHash: keyHash(KEY), port: 0 });
    manager = await RemoteConnectorInfoManager.connect({ host: server.host, port: server.port, key: KEY });
    info = manager.connectorInfos.find(({ displayNameKey }) => displayNameKey === 'mirror.display')!;
    facade = manager.createFacade(info.key, info.defaultConfiguration);
  });
  after(async () => {
    manager?.close();
    await server?.close();
  });

  it('returns the list of a script as a list', async () => {
    await facade.runScriptOnConnector(new ScriptContext('test', 'journal'));
    await facade.test();
    expect(await facade.runScriptOnConnector(new ScriptContext('test', 'journal'))).to.deep.equal([
      '[] test()',
    ]);
  });

  it('cuts the objects of a sync to the attributes asked for', async () => {
    const deltas = await facade.sync(ObjectClass.ACCOUNT, null, { attributesToGet: ['age'] }).toArray();
    const names = deltas.map(({ object }) => object && [...object.attributes].map(({ name }) => name));
    const cut = ['__UID__', '__NAME__', 'age'];
    expect(names).to.deep.equal([cut, cut, cut, null]);
  });

  it('refuses a delta that says nothing', async () => {
    const nothing = facade.updateDelta(ObjectClass.ACCOUNT, new Uid('u1'), [new AttributeDelta('mail', {})]);
    const error = await nothing.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('name', 'IllegalArgumentException');
    expect(error).to.have.property('message').that.includes("the delta of 'mail'");
  });

  it('keeps apostrophes and braces in messages', () => {
    expect(info.displayName()).to.equal("The connector's mirror");
    expect(info.messages.format('mirror.braces.display')).to.equal('Like {0} or {name}');
  });
});
