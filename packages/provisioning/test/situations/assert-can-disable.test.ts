import { ObjectClass } from '@icf-ts/framework';
import { planRun, pushChanges, reconcileOutbound, type OutboundJob } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { bench } from '../live/live-bench.js';

describeOnBoth('a job that disables', (database) => {
  it('is refused where the class has no state, whether it is planned, run or pushed', async () => {
    const db = database();
    const { push, identities, taken, facade } = await bench(db, 'crews', [], {
      objectClass: ObjectClass.GROUP,
    });
    await identities.createIdentity('crews', { userName: 'deck' });
    const refused = (job: OutboundJob, work: Promise<unknown>) =>
      work.then(
        () => expect.fail(`${job.name} was not refused`),
        (error: Error) => error.message,
      );
    const message =
      'Job to crews disables (SOURCE_MISSING), but __GROUP__ has no __ENABLE__, so its objects cannot be disabled. ' +
      'Write another action: actions: { preset: …, SOURCE_MISSING: delete }.';
    const plannable = { direction: 'outbound', job: push } as const;
    expect(await refused(push, planRun(db, plannable, undefined))).to.equal(message);
    expect(await refused(push, reconcileOutbound(db, push))).to.equal(message);
    expect(await refused(push, pushChanges(db, push))).to.equal(message);
    expect(taken(), 'asked once, and nothing else').to.deep.equal({ supports: 1, schema: 1 });
    await facade.dispose();
  });

  it('is done where another action stands in each situation that can arise', async () => {
    const db = database();
    const { push, identities, taken, facade } = await bench(db, 'gangs', [], {
      objectClass: ObjectClass.GROUP,
    });
    const actions = { ...push.actions, SOURCE_MISSING: 'delete' } as const;
    // UNQUALIFIED, which disables, takes a condition to arise.
    expect((await reconcileOutbound(db, { ...push, actions })).state).to.equal('done');
    const conditional = { ...push, actions, qualifies: () => true };
    const error = await reconcileOutbound(db, conditional).catch((cause: Error) => cause);
    expect(error).to.have.property('message').that.includes('disables (UNQUALIFIED)');
    taken();
    // What speaks of the state is not asked about, nor are accounts.
    const speaking = { ...push.mapping, attributesToGet: ['__NAME__', '__enable__'] };
    expect((await reconcileOutbound(db, { ...push, mapping: speaking })).state).to.equal('done');
    await identities.createIdentity('gangs', { userName: 'ann' });
    expect((await reconcileOutbound(db, { ...push, objectClass: ObjectClass.ACCOUNT })).state).to.equal(
      'done',
    );
    expect(taken()).to.not.have.property('schema');
    await facade.dispose();
  });
});
