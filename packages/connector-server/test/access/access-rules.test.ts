import {
  AttributeDelta,
  BundleRegistry,
  ConnectorKey,
  DeleteBatchTask,
  GuardedString,
  LocalConnector,
  Name,
  ObjectClass,
  OPERATION_NAMES,
  OperationOptions,
  PermissionDeniedException,
  ScriptContext,
  Uid,
  attribute,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { encodeFacadeKey } from '#src/protocol/facade-key.js';
import type { OperationResponsePart } from '#src/protocol/messages.js';
import { OperationRequest } from '#src/protocol/messages.js';
import { refusalOf } from '#src/server/access/access-rules.js';
import { ClientKeys } from '#src/server/access/client-keys.js';
import type { AccessRule } from '#src/server/access/client-settings.js';
import type { Access } from '#src/server/clients.js';
import { ClientBytes } from '../robustness/requests.js';
import { decodeStream, replay } from '../sessions/replay.js';
import { twinManager } from '../twin/twin-manager.js';
import { WireConnector } from '../twin/wire-connector.js';
import { facadeOf, failureOf, hashOf, Stage } from './hosts.js';

const KEY = new ConnectorKey('org.example.hr', '1.2.0', 'hr.People');
const may = (rules: readonly AccessRule[], access: Partial<Access>): boolean =>
  refusalOf('c', rules)({ connector: KEY, ...access }) === undefined;

describe('access rules', () => {
  for (const [rule, access, expected] of [
    [{}, { operation: 'delete', objectClass: 'x' }, true],
    [{ bundles: ['org.example.*'] }, { operation: 'test' }, true],
    [{ bundles: ['org.example'] }, { operation: 'test' }, false],
    [{ bundles: ['*.hr'] }, {}, true],
    [{ bundles: ['org?example?hr', 'org.e.*'] }, {}, false],
    [{ bundles: [] }, {}, false],
    [{ connectors: ['hr.People'] }, {}, true],
    [{ connectors: ['People'] }, {}, false],
    [{ bundles: ['org.example.hr'], connectors: ['hr.Other'] }, {}, false],
    [{ readOnly: true }, { operation: 'search', objectClass: 'x' }, true],
    [{ readOnly: true }, { operation: 'sync', objectClass: 'x' }, true],
    [{ readOnly: true }, { operation: 'authenticate', objectClass: 'x' }, true],
    [{ readOnly: true }, { operation: 'updateDelta', objectClass: 'x' }, false],
    [{ readOnly: true }, { operation: 'scriptOnConnector' }, false],
    [{ readOnly: true, operations: ['scriptOnResource'] }, { operation: 'scriptOnResource' }, false],
    [{ readOnly: false }, { operation: 'create', objectClass: 'x' }, true],
    [{ operations: ['search'] }, { operation: 'get', objectClass: 'x' }, true],
    [{ operations: ['get'] }, { operation: 'search', objectClass: 'x' }, false],
    [{ operations: ['get'] }, { operation: 'schema' }, false],
    [{ operations: ['get'] }, {}, true],
    [{ objectClasses: ['__ACCOUNT__'] }, { operation: 'search', objectClass: '__account__' }, true],
    [{ objectClasses: ['__ACCOUNT__'] }, { operation: 'search', objectClass: '__GROUP__' }, false],
    [{ objectClasses: ['Org*'] }, { operation: 'search', objectClass: 'orgUnit' }, true],
    [{ objectClasses: ['__ACCOUNT__'] }, { operation: 'sync', objectClass: '__ALL__' }, false],
    [{ objectClasses: ['__*__'] }, { operation: 'sync', objectClass: '__aLL__' }, false],
    [{ objectClasses: ['__All__'] }, { operation: 'sync', objectClass: '__ALL__' }, true],
    [{ objectClasses: ['*'] }, { operation: 'sync', objectClass: '__ALL__' }, true],
    [{ objectClasses: ['a\nb', 'x'] }, { operation: 'search', objectClass: 'y\nx' }, false],
    [{ objectClasses: ['x'] }, { operation: 'test' }, true],
    [{ objectClasses: ['x'] }, { operation: 'schema' }, true],
    [{ objectClasses: ['x'] }, { operation: 'scriptOnConnector' }, false],
    [{ objectClasses: ['*'] }, { operation: 'scriptOnConnector' }, false],
    [{ objectClasses: ['x'], operations: ['scriptOnConnector'] }, { operation: 'scriptOnConnector' }, true],
    [{ objectClasses: [] }, { operation: 'search', objectClass: 'x' }, false],
  ] as [AccessRule, Partial<Access>, boolean][]) {
    it(`${JSON.stringify(rule)} ${expected ? 'allows' : 'refuses'} ${JSON.stringify(access)}`, () => {
      expect(may([rule], access)).to.equal(expected);
    });
  }

  it('update and updateDelta are one permission, and nothing else is', () => {
    for (const operation of OPERATION_NAMES) {
      const isUpdate = operation === 'update' || operation === 'updateDelta';
      for (const name of ['update', 'updateDelta']) {
        expect(may([{ operations: [name] }], { operation, objectClass: 'x' })).to.equal(isUpdate);
      }
    }
  });

  it('one rule must allow a call as a whole: two halves allow nothing', () => {
    const rules = [
      { objectClasses: ['__ACCOUNT__'], readOnly: true },
      { objectClasses: ['__GROUP__'], operations: ['delete'] },
    ];
    expect(may(rules, { operation: 'delete', objectClass: '__ACCOUNT__' })).to.equal(false);
    expect(may(rules, { operation: 'search', objectClass: '__GROUP__' })).to.equal(false);
    expect(may(rules, { operation: 'delete', objectClass: '__GROUP__' })).to.equal(true);
    expect(may([], {})).to.equal(false);
  });

  it('a refusal names the client, the deed, the rule that came nearest, and who can change it', () => {
    const refusal = refusalOf('reports', [{ bundles: ['other'] }, { readOnly: true }]);
    expect(refusal({ connector: KEY, operation: 'delete', objectClass: '__ACCOUNT__' })).to.equal(
      "Client 'reports' may not delete __ACCOUNT__ by org.example.hr/1.2.0/hr.People: its access rule 2 is read-only. " +
        "Whoever runs this connector server can allow it in the client's access rules.",
    );
  });
});

describe('access rules over the wire', () => {
  const stage = new Stage();
  const with_ = async (access: readonly AccessRule[]): Promise<ClientKeys> =>
    new ClientKeys([{ name: 'reader', keys: [await hashOf('r')], access }]);
  const isDenied = async (call: Promise<unknown>): Promise<boolean> =>
    call.then(
      () => false,
      (error: unknown) => error instanceof PermissionDeniedException,
    );

  /** Every method that the wire has. */
  const calls = (facade: ConnectorFacade, type: ObjectClass): Record<string, () => Promise<unknown>> => ({
    schema: () => facade.schema(),
    test: () => facade.test(),
    validate: () => facade.validate(),
    discoverConfiguration: () => facade.discoverConfiguration(),
    create: () => facade.create(type, [new Name('n')]),
    update: () => facade.update(type, new Uid('u'), [attribute('a', 'b')]),
    addAttributeValues: () => facade.addAttributeValues(type, new Uid('u'), [attribute('a', 'b')]),
    removeAttributeValues: () => facade.removeAttributeValues(type, new Uid('u'), [attribute('a', 'b')]),
    updateDelta: () => facade.updateDelta(type, new Uid('u'), [new AttributeDelta('a', { replace: ['b'] })]),
    delete: () => facade.delete(type, new Uid('u')),
    get: () => facade.get(type, new Uid('u1')),
    search: () => facade.search(type).toArray(),
    sync: () => facade.sync(type, null).toArray(),
    getLatestSyncToken: () => facade.getLatestSyncToken(type),
    authenticate: () => facade.authenticate(type, 'user1', new GuardedString('s3cret')),
    resolveUsername: () => facade.resolveUsername(type, 'user1'),
    runScriptOnConnector: () => facade.runScriptOnConnector(new ScriptContext('js', 'x')),
    runScriptOnResource: () => facade.runScriptOnResource(new ScriptContext('js', 'x')),
  });
  const denied = async (access: readonly AccessRule[], type = ObjectClass.ACCOUNT): Promise<string[]> => {
    const server = await stage.serve(await with_(access));
    const all = calls(facadeOf(await stage.meet(server, 'r')), type);
    const found: string[] = [];
    for (const [name, call] of Object.entries(all)) if (await isDenied(call())) found.push(name);
    return found;
  };

  it('without rules, and with one that limits nothing, nothing is denied', async () => {
    expect(await denied([{}])).to.deep.equal([]);
  });

  it('readOnly denies whatever writes', async () => {
    expect(await denied([{ readOnly: true }])).to.deep.equal([
      'create',
      'update',
      'addAttributeValues',
      'removeAttributeValues',
      'updateDelta',
      'delete',
      'runScriptOnConnector',
      'runScriptOnResource',
    ]);
  });

  it('another object class denies all that names one, and scripts', async () => {
    const all = [
      ...['create', 'update', 'addAttributeValues', 'removeAttributeValues', 'updateDelta', 'delete', 'get'],
      ...['search', 'sync', 'getLatestSyncToken', 'authenticate', 'resolveUsername'],
      ...['runScriptOnConnector', 'runScriptOnResource'],
    ];
    expect(await denied([{ objectClasses: ['__GROUP__'] }])).to.deep.equal(all);
    // Every class at once is not a way around.
    expect(await denied([{ objectClasses: ['__ACCOUNT__'] }], ObjectClass.ALL)).to.deep.equal(all);
  });

  it('what a request carries beside its arguments does not mislead the rules', async () => {
    const manager = twinManager();
    const info = manager.connectorInfos.find(({ key }) => key.connectorName.endsWith('WireConnector'))!;
    const server = await stage.serve(await with_([{ objectClasses: ['allowed'] }]), {}, manager);
    const facadeKey = encodeFacadeKey(info.defaultConfiguration, 'connid');
    const allowed = new ObjectClass('allowed');
    const script = new ScriptContext('js', 'x');
    const task = new DeleteBatchTask(ObjectClass.ACCOUNT, new Uid('u'), OperationOptions.NONE);
    const seen: (string | undefined)[] = [];
    server.events.on('callEnded', ({ objectClass }) => seen.push(objectClass));
    for (const [api, method, args, words] of [
      ['ScriptOnConnectorApiOp', 'runScriptOnConnector', [script, null, allowed], 'PermissionDenied'],
      ['ScriptOnConnectorApiOp', 'RUNSCRIPTONCONNECTOR', [script, null, allowed], 'PermissionDenied'],
      ['DeleteApiOp', 'delete', [ObjectClass.ACCOUNT, new Uid('u'), null, allowed], 'PermissionDenied'],
      ['DeleteApiOp', 'delete', [null, new Uid('u'), null, allowed], 'IllegalArgument'],
      ['SearchApiOp', 'search', ['__ACCOUNT__', null, null, allowed], 'IllegalArgument'],
      // A batch is put together on the caller's side; the wire has none.
      ['BatchApiOp', 'executeBatch', [[task]], 'Unsupported'],
      ['null', 'batch', [[task]], 'Unsupported'],
    ] as const) {
      const request = new OperationRequest(api, method, info.key, facadeKey, args);
      const answers = decodeStream(await replay(server.port, new ClientBytes().request(request, 'r')));
      expect(seen.pop()).not.to.equal('allowed');
      expect(answers).to.have.length(1);
      expect((answers[0] as OperationResponsePart).exception?.className).to.contain(words);
    }
  });

  it("another client's facade key opens nothing, even while its connector is at work", async () => {
    const manager = twinManager();
    const info = manager.connectorInfos.find(({ key }) => key.connectorName.endsWith('WireConnector'))!;
    const keys = new ClientKeys([
      { name: 'owner', keys: [await hashOf('o')] },
      { name: 'reader', keys: [await hashOf('r')], access: [{ connectors: ['*.PoolConnector'] }] },
    ]);
    const server = await stage.serve(keys, {}, manager);
    const facadeKey = encodeFacadeKey(info.defaultConfiguration, 'connid');
    const request = new OperationRequest('TestApiOp', 'test', info.key, facadeKey, []);
    const answers: unknown[] = [];
    for (const key of ['o', 'r', 'o']) {
      const [part] = decodeStream(await replay(server.port, new ClientBytes().request(request, key)));
      answers.push((part as OperationResponsePart).exception?.className.split('.').at(-1));
    }
    expect(answers).to.deep.equal([undefined, 'PermissionDeniedException', undefined]);
  });

  it('a hello lists what the client may see, and an unknown connector is answered with no other names', async () => {
    const server = await stage.serve(await with_([{ connectors: ['*.PoolConnector', 'gone.*'] }]));
    const manager = await stage.meet(server, 'r');
    expect(manager.connectorInfos.map(({ key }) => key.connectorName)).to.deep.equal([
      'wire.bundle.PoolConnector',
    ]);
    const [info] = manager.connectorInfos;
    const call = (name: string): Promise<Error> => {
      const key = new ConnectorKey('org.example.wire', '1.0.0', name);
      return failureOf(manager.createFacade(key, info!.defaultConfiguration).test());
    };
    const unknown = await call('gone.Connector');
    expect(unknown.message)
      .to.contain('No such connector')
      .and.contain('PoolConnector')
      .and.not.contain('WireConnector');
    // Whether a connector exists that the client may not see does not show.
    const [hidden, invented] = [
      await call('wire.bundle.WireConnector'),
      await call('wire.bundle.NoConnector'),
    ];
    expect(hidden).to.be.instanceOf(PermissionDeniedException);
    expect(invented.message).to.equal(hidden.message.replace('WireConnector', 'NoConnector'));
  });

  it('an alias is the connector that it stands for: it opens nothing, and closes nothing', async () => {
    const registry = new BundleRegistry({
      aliases: { 'com.allowed.looks': 'org.example.wire/1.0.0/wire.bundle.WireConnector' },
    });
    const connector = new LocalConnector(WireConnector, {
      bundleName: 'org.example.wire',
      bundleVersion: '1.0.0',
    });
    registry.add({ name: 'org.example.wire', version: '1.0.0', connectors: [connector], aliases: new Map() });
    const alias = new ConnectorKey('com.allowed', '9.9.9', 'com.allowed.looks');
    for (const [rule, expected] of [
      [{ connectors: ['com.allowed.*'] }, true],
      [{ connectors: ['wire.bundle.*'] }, false],
    ] as const) {
      const server = await stage.serve(await with_([rule]), {}, registry);
      const manager = await stage.meet(server, 'r');
      const facade = manager.createFacade(alias, connector.info.defaultConfiguration);
      expect(await isDenied(facade.test())).to.equal(expected);
    }
  });
});
