import { applies, caseOf, type CaseRow, type ContractCase } from './contract-case.js';
import type { ContractSubject } from './contract-subject.js';
import { addRemoveCases } from './cases/add-remove-cases.js';
import { authenticateCases } from './cases/authenticate-cases.js';
import { batchCases } from './cases/batch-cases.js';
import { configurationCases } from './cases/configuration-cases.js';
import { countCases } from './cases/count-cases.js';
import { createCases } from './cases/create-cases.js';
import { deleteCases } from './cases/delete-cases.js';
import { facadeCases } from './cases/facade-cases.js';
import { filterCases } from './cases/filter-cases.js';
import { getCases } from './cases/get-cases.js';
import { liveSyncCases } from './cases/live-sync-cases.js';
import { pagingCases } from './cases/paging-cases.js';
import { schemaCases } from './cases/schema-cases.js';
import { scriptCases } from './cases/script-cases.js';
import { searchCases } from './cases/search-cases.js';
import { sortCases } from './cases/sort-cases.js';
import { stopCases } from './cases/stop-cases.js';
import { syncCases } from './cases/sync-cases.js';
import { updateCases } from './cases/update-cases.js';
import { updateDeltaCases } from './cases/update-delta-cases.js';

const ALL: readonly CaseRow[] = [
  configurationCases,
  schemaCases,
  createCases,
  getCases,
  searchCases,
  filterCases,
  pagingCases,
  sortCases,
  stopCases,
  countCases,
  updateCases,
  addRemoveCases,
  updateDeltaCases,
  deleteCases,
  batchCases,
  syncCases,
  liveSyncCases,
  authenticateCases,
  scriptCases,
  facadeCases,
].flat();

/** The cases that the subject supports, ready to run; their names are unique. */
export const contractCases = (subject: ContractSubject): readonly ContractCase[] =>
  ALL.filter((row) => applies(row, subject)).map((row) => caseOf(row, subject));

/** The two functions of a test runner that the suite needs: mocha's, vitest's, node:test's. */
export interface ContractRunner {
  describe(title: string, body: () => void): unknown;
  it(title: string, body: () => Promise<void>): unknown;
}

/** Registers every case as a test, grouped by operation. */
export function describeConnectorContract(runner: ContractRunner, subject: ContractSubject): void {
  const cases = contractCases(subject);
  runner.describe(`the connector contract, kept by ${subject.name}`, () => {
    for (const operation of new Set(cases.map((one) => one.operation))) {
      runner.describe(operation, () => {
        for (const one of cases.filter((candidate) => candidate.operation === operation)) {
          runner.it(one.name.slice(operation.length + 2), () => one.run());
        }
      });
    }
  });
}

/** Case name → null where it holds, else what is wrong. */
export type Verdicts = ReadonlyMap<string, string | null>;

/** Runs the cases one after the other, without a test runner. `stopAtFirst` for those who only want to know whether. */
export async function contractVerdicts(
  subject: ContractSubject,
  { stopAtFirst = false } = {},
): Promise<Verdicts> {
  const verdicts = new Map<string, string | null>();
  for (const { name, run } of contractCases(subject)) {
    const failure = await run().then(
      () => null,
      (error: Error) => error.message,
    );
    verdicts.set(name, failure);
    if (failure !== null && stopAtFirst) break;
  }
  return verdicts;
}
