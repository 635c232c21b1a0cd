import { existsSync, renameSync, statSync } from 'node:fs';
import { ObjectClass, Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import { Observed } from './observed.js';

const FULL = '/dev/full';

describe('the audit of a connector server', () => {
  let observed: Observed;
  const start = async (...settings: Parameters<typeof Observed.start>): Promise<void> => {
    observed = await Observed.start(...settings);
  };
  afterEach(async () => {
    await observed.close();
    observed.remove();
  });
  const remove = async (...uids: readonly string[]): Promise<void> => {
    const facade = await observed.facade('WireConnector');
    for (const uid of uids) await facade.delete(ObjectClass.ACCOUNT, new Uid(uid)).catch(() => undefined);
  };

  it('has one record per call, in a file that only its owner reads', async () => {
    await start();
    await remove('u-1', 'missing');
    await observed.close();
    const records = observed.lines(undefined, 'audit');
    expect(records.map(({ uid, outcome }) => [uid, outcome])).to.deep.equal([
      ['u-1', 'success'],
      ['missing', 'UnknownUidException'],
    ]);
    expect(records[0]).to.include({ client: 'midpoint', operation: 'delete', objectClass: '__ACCOUNT__' });
    expect(records[0]!.time).to.match(/^\d{4}-\d\d-\d\dT/);
    expect(records[0]!.requestId).to.equal(observed.lines('call.write')[0]!.requestId);
    expect(statSync(observed.path('audit')).mode & 0o777).to.equal(0o600);
  });

  it('goes on in a new file after a rotation, and the log as well', async () => {
    await start();
    await remove('before');
    renameSync(observed.path('audit'), observed.path('audit.1'));
    renameSync(observed.path('log'), observed.path('log.1'));
    await observed.observation.reopen();
    await remove('after');
    await observed.close();
    const uids = (name: string): unknown[] => observed.lines(undefined, name).map(({ uid }) => uid);
    expect(uids('audit.1')).to.deep.equal(['before']);
    expect(uids('audit')).to.deep.equal(['after']);
    expect(observed.lines('call.write', 'log.1')).to.have.length(1);
    expect(observed.lines('call.write')).to.have.length(1);
  });

  it('a rotation that fails is told, and the former file stays in use', async () => {
    await start();
    renameSync(observed.folder, `${observed.folder}.away`);
    await observed.observation.reopen();
    renameSync(`${observed.folder}.away`, observed.folder);
    await remove('u-1');
    await observed.close();
    expect(observed.lines('reopen.failed')).to.have.length(2);
    expect(observed.lines(undefined, 'audit')).to.have.length(1);
  });

  it('may go into the log, whatever its level', async () => {
    await start({ log: { level: 'silent' }, audit: { destination: 'log' } });
    await remove('u-1');
    await observed.close();
    expect(observed.lines()).to.have.length(1);
    expect(observed.lines('audit')[0]!.audit).to.include({ uid: 'u-1', outcome: 'success' });
  });

  it('what a full disk does not take is told once, counted, and goes into the log', async function () {
    if (!existsSync(FULL)) this.skip();
    await start({ log: { level: 'silent' }, audit: { destination: FULL } });
    await remove('u-1', 'u-2', 'u-3');
    expect((await observed.metrics()).get('icf_audit_records_total')).to.equal(3);
    // The write comes a little later than the record; a count that never comes is the test's time limit.
    while (!((await observed.metrics()).get('icf_audit_write_failures_total')! >= 1));
    await observed.close();
    const failed = observed.lines('audit.failed');
    expect(failed[0]).to.include({ level: 'error', error: 'ENOSPC' });
    const kept = observed.lines('audit.diverted').map(({ audit }) => (audit as { uid: string }).uid);
    expect(kept).to.deep.equal(['u-1', 'u-2', 'u-3']);
  });
});
