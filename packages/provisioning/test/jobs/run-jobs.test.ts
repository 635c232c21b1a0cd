import {
  SourceDocument,
  readJobs,
  runReconciliation,
  saveLookup,
  type JobSystem,
  type ReconciliationDefinition,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { identities, target } from '../reconciliation/reconciliation-bench.js';

const JOBS = `
in:
  type: inbound
  identityType: configured-job
  condition: object.__NAME__ != "root"
  map:
    entries:
      - { identity: userName, attribute: __NAME__ }
      - { identity: title, attribute: title, lookup: { name: Titles, missing: keep } }
  actions: { preset: oracle-trusted }
out:
  type: outbound
  identityType: configured-job
  condition: identity.userName != "ann"
  map: { entries: [{ identity: userName, attribute: __NAME__ }, { attribute: title, constant: Boss }] }
  correlation: { rules: [{ anyOf: [{ identity: userName, attribute: __NAME__ }] }] }
  actions: { preset: provision, UNQUALIFIED: ignore }
`;

describeOnBoth('running a configured job', (database) => {
  it('follows its conditions, and looks again at everything when a lookup has changed', async () => {
    const db = database();
    const facade = await target(['ann', 'bob', 'root']);
    const system: JobSystem = { name: 'configured-system', facade, lookups: [] };
    const jobs = await readJobs(new SourceDocument(JOBS, 'icf.yaml').section());
    const job = (name: string) => jobs.get(name) as ReconciliationDefinition;
    await saveLookup(db, system.name, 'Titles', [{ code: 'Clerk', decode: 'Office' }]);
    expect((await runReconciliation(db, job('in'), system)).counts).to.deep.equal({
      ABSENT: { create: { changed: 2 } },
      SOURCE_IGNORED: { ignore: { unchanged: 1 } },
    });
    await saveLookup(db, system.name, 'Titles', [{ code: 'Clerk', decode: 'A clerk' }]);
    expect((await runReconciliation(db, job('in'), system)).counts).to.deep.equal({
      CONFIRMED: { update: { changed: 2 } },
      SOURCE_IGNORED: { ignore: { unchanged: 1 } },
    });
    expect(await identities(db, 'configured-job')).to.deep.equal([
      { userName: 'ann', title: 'A clerk' },
      { userName: 'bob', title: 'A clerk' },
    ]);
    expect((await runReconciliation(db, job('out'), system)).counts).to.deep.equal({
      UNQUALIFIED: { ignore: { unchanged: 1 } },
      CONFIRMED: { update: { changed: 1 } },
    });
    await facade.dispose();
  });
});
