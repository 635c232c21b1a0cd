import {
  Attribute,
  AttributeDelta,
  Float,
  GuardedByteArray,
  GuardedString,
  Name,
  ObjectClass,
  ScriptContext,
  SyncToken,
  Uid,
  attribute,
  filters,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { auditRecord, type AuditRecord } from '#src/server/audit-record.js';
import { ClientKeys } from '#src/server/access/client-keys.js';
import { facadeOf, hashOf, identity, Stage, tlsText } from '../access/hosts.js';

const type = ObjectClass.ACCOUNT;

describe('audit records', () => {
  const stage = new Stage();
  let records: AuditRecord[];
  let facade: ReturnType<typeof facadeOf>;
  beforeEach(async () => {
    records = [];
    const server = await stage.serve(new ClientKeys([{ name: 'midpoint', keys: [await hashOf('k')] }]), {
      tls: {
        ...identity('server'),
        ca: tlsText('authority.pem'),
        requestCert: true,
        rejectUnauthorized: false,
      },
    });
    server.events.on('callEnded', (call, outcome) => records.push(auditRecord(call, outcome)));
    const tls = { ca: tlsText('authority.pem'), ...identity('midpoint') };
    facade = facadeOf(await stage.meet(server, 'k', { tls }));
  });

  it('say who did what with which object, and survive JSON', async () => {
    const beforeMs = Date.now();
    await facade.create(type, [
      new Name('n'),
      attribute('mail', 'a', 'b'),
      attribute('mixed', 1, 2n, 2.5, true, new Uint8Array(1), new Float(1)),
      attribute('__PASSWORD__', new GuardedString('s')),
      attribute('secret', new GuardedByteArray(new Uint8Array(1))),
      attribute('map', new Map([['a', 'b']])),
      attribute('none'),
      new Attribute('null', null),
    ]);
    const [record] = records;
    const { time, requestId, durationMs, attributes, ...rest } = record!;
    expect(rest).to.deep.equal({
      client: 'midpoint',
      address: '127.0.0.1',
      certificate: 'O=icf-ts tests, CN=midpoint',
      connector: {
        bundleName: 'org.example.wire',
        bundleVersion: '1.0.0',
        connectorName: 'wire.bundle.WireConnector',
      },
      operation: 'create',
      method: 'create',
      objectClass: '__ACCOUNT__',
      answeredUid: 'u-n',
      items: 0,
      outcome: 'success',
    });
    expect(Date.parse(time)).to.be.within(beforeMs - 1, Date.now());
    expect(requestId).to.match(/^\d+-\d+$/);
    expect(durationMs).to.be.at.least(0);
    expect(Object.fromEntries(attributes!.map(({ name, values }) => [name, values]))).to.deep.equal({
      __NAME__: { types: ['String'], count: 1 },
      mail: { types: ['String'], count: 2 },
      mixed: { types: ['Integer', 'Long', 'Double', 'Boolean', 'ByteArray', 'Float'], count: 6 },
      __PASSWORD__: { types: ['GuardedString'], count: 1 },
      secret: { types: ['GuardedByteArray'], count: 1 },
      map: { types: ['Map'], count: 1 },
      none: { types: [], count: 0 },
      null: { types: [], count: null },
    });
    expect(JSON.parse(JSON.stringify(record))).to.deep.equal(record);
  });

  it('tell deltas, filters, options and scripts by their shape, streams by their items, failures by ICF name', async () => {
    await facade.updateDelta(type, new Uid('u'), [
      new AttributeDelta('a', { add: ['1', '2'], remove: [3] }),
      new AttributeDelta('b', { replace: [] }),
    ]);
    const filter = filters.and(
      filters.equals('__NAME__', 'user1'),
      filters.not(filters.contains('mail', 'nowhere')),
    );
    await facade.search(type, filter, { scope: 'subtree', custom: { WIRE_COUNT: 3 } }).toArray();
    const script = new ScriptContext('js', 'fail', new Map([['who', 'x']]));
    await facade.runScriptOnConnector(script).catch(() => undefined);
    await facade.delete(type, new Uid('missing')).catch(() => undefined);
    await facade.sync(type, new SyncToken(1)).toArray();
    await facade.authenticate(type, 'user1', new GuardedString('wrong')).catch(() => undefined);
    const [delta, search, ran, deleted, sync, authenticated] = records as [
      AuditRecord,
      AuditRecord,
      AuditRecord,
      AuditRecord,
      AuditRecord,
      AuditRecord,
    ];
    expect(delta).to.include({ operation: 'updateDelta', uid: 'u' });
    expect(delta.attributes).to.deep.equal([
      { name: 'a', add: { types: ['String'], count: 2 }, remove: { types: ['Integer'], count: 1 } },
      { name: 'b', replace: { types: [], count: 0 } },
    ]);
    expect(search).to.include({ filter: 'and(equals(__NAME__), not(contains(mail)))', items: 1 });
    expect(search.options).to.deep.equal(['SCOPE', 'WIRE_COUNT']);
    expect(ran.script).to.deep.equal({ language: 'js', length: 4, arguments: ['who'] });
    expect(ran.outcome).not.to.equal('success');
    expect(deleted).to.include({ uid: 'missing', outcome: 'UnknownUidException' });
    expect(sync.items).to.equal(4);
    expect(authenticated).to.include({ outcome: 'InvalidPasswordException' }).and.not.have.property('uid');
    expect(JSON.stringify(records)).not.to.contain('user1').and.not.to.contain('wrong');
  });

  it('of a filter as deep as the wire allows are cut, not broken', async () => {
    const deep = filters.or(...Array.from({ length: 400 }, (_, i) => filters.equals('__UID__', `u${i}`)));
    await facade.search(type, deep).toArray();
    expect(records[0]!.filter)
      .to.match(/^or\(.*…$/)
      .with.length.at.most(2001);
  });
});
