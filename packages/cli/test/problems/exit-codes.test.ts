import { ObjectClass } from '@icf-ts/framework';
import { JobBusy, PlanRefusal, type Plan } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { EXITS } from '#src/problems/exit-codes.js';
import { exitCodeOf } from '#src/problems/report-error.js';

describe('exit codes of what provisioning refuses', () => {
  // Commands know these errors by their names, because provisioning is not loaded by those that do without.
  for (const [error, exit] of [
    [new JobBusy({ name: 'users', system: 'salesforce', objectClass: ObjectClass.ACCOUNT }), 'busy'],
    [new PlanRefusal({ job: 'users' } as Plan, []), 'refused'],
  ] as const) {
    it(`${error.name}: ${EXITS[exit].code}`, () => {
      expect(exitCodeOf(error)).to.equal(EXITS[exit].code);
    });
  }
});
