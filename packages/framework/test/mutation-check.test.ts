import { expect } from 'chai';
import { ObjectClass } from '@icf-ts/framework';
import { MemoryConnector, contractVerdicts, memorySubject } from '@icf-ts/framework/testing';
import type { Mutant } from './mutants/mutant.js';
import { SEARCH_MUTANTS } from './mutants/search-mutants.js';
import { SYNC_MUTANTS } from './mutants/sync-mutants.js';
import { WRITE_MUTANTS } from './mutants/write-mutants.js';

const MUTANTS = [...SEARCH_MUTANTS, ...WRITE_MUTANTS, ...SYNC_MUTANTS];
const AT_LEAST_CAUGHT = 27;
/** A fault may be an endless loop; the right connector takes milliseconds. */
const CASE_TIMEOUT_MS = 1_500;

/** The first case that finds something wrong, over accounts and groups; undefined when none does. */
async function findingOn({ connector }: Omit<Mutant, 'name'>): Promise<string | undefined> {
  for (const objectClass of [ObjectClass.ACCOUNT, ObjectClass.GROUP]) {
    const subject = memorySubject({ connector, objectClass, caseTimeoutMs: CASE_TIMEOUT_MS });
    for (const [name, problem] of await contractVerdicts(subject, { stopAtFirst: true })) {
      if (problem !== null) return `${name}: ${problem}`;
    }
  }
  return undefined;
}

describe('the connector contract, tried on connectors with a fault', () => {
  it('finds nothing on the connector without one', async () => {
    expect(await findingOn({ connector: MemoryConnector })).to.equal(undefined);
  });

  it(`catches at least ${AT_LEAST_CAUGHT} of 30 faults`, async function () {
    this.timeout(60_000);
    expect(MUTANTS).to.have.lengthOf(30);
    const survivors: string[] = [];
    for (const mutant of MUTANTS) {
      const finding = await findingOn(mutant);
      if (finding === undefined) survivors.push(mutant.name);
      if (process.env['SHOW_FINDINGS']) console.log(`      ${mutant.name} <- ${finding ?? 'NOTHING'}`);
    }
    const caught = MUTANTS.length - survivors.length;
    console.log(`      caught ${caught} of ${MUTANTS.length}; not caught: ${survivors.join('; ') || 'none'}`);
    expect(caught).to.be.at.least(AT_LEAST_CAUGHT);
  });
});
