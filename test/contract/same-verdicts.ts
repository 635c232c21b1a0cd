import { describeConnectorContract, type ContractSubject } from '@icf-ts/framework/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/** What only a connector in this process can do; ICF's protocol has no call for it. */
const IN_PROCESS_ONLY = /liveSync/;

/** Registers the suite for both, then a test that the verdicts have been the same, case by case. */
export function describeSameVerdicts(local: ContractSubject, remote: ContractSubject): void {
  const [inProcess, throughServer] = [local, remote].map(describeAndRecord) as [string[], string[]];
  // In a suite of its own, because mocha runs the tests of a suite before its inner suites.
  describe(`the verdicts on ${local.name}`, () => {
    it('are the same behind a connector server as in this process', () => {
      expect(inProcess).to.not.be.empty;
      const comparable = inProcess.filter((verdict) => !IN_PROCESS_ONLY.test(verdict));
      expect(throughServer).to.deep.equal(comparable);
    });
  });
}

/** The verdicts in the order of the cases, filled while the tests run. */
function describeAndRecord(subject: ContractSubject): string[] {
  const verdicts: string[] = [];
  let operation = '';
  const runner = {
    describe: (title: string, body: () => void) =>
      describe(title, () => {
        operation = title;
        body();
      }),
    it: (title: string, body: () => Promise<void>) => {
      const name = `${operation}: ${title}`;
      return it(title, async () => {
        const at = verdicts.push(`${name}: broken`) - 1;
        await body();
        verdicts[at] = `${name}: kept`;
      });
    },
  };
  describeConnectorContract(runner, subject);
  return verdicts;
}
