import { expect } from 'chai';
import { mergedSteps, type MergedStep } from '#src/session/gathering/merged-steps.js';
import { Program } from '#src/session/gathering/program.js';

const VERSION = '/services/data/v66.0';
const soql = (owner: string): string =>
  `SELECT Id, AssigneeId, PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId IN ('${owner}') ` +
  "AND PermissionSetGroupId = null AND PermissionSet.Type != 'Group'";
const OWNERS = Array.from({ length: 8 }, (_, at) => `0050000000000${10 + at}AAA`);

const asked = ({ request: { path } }: MergedStep): readonly string[] =>
  OWNERS.filter((owner) => decodeURIComponent(path).includes(owner));

function started(): { readonly programs: readonly Program[]; readonly steps: readonly MergedStep[] } {
  const programs = OWNERS.map((owner) => {
    const path = `/query?q=${encodeURIComponent(soql(owner))}`;
    return new Program({ method: 'GET', path }, { action: 'test' }, VERSION);
  });
  return {
    programs,
    steps: mergedSteps(
      'query',
      programs.flatMap((program) => program.takeReady()),
    ),
  };
}

describe('queries that differ in the value of one field', () => {
  it('are one, also where what they have in common holds texts', () => {
    const { steps } = started();
    expect(steps.map(asked)).to.deep.equal([OWNERS]);
    expect(decodeURIComponent(steps[0]!.request.path)).to.match(/PermissionSet\.Type != 'Group'$/);
  });

  it('are halved until each half has its rows in one answer', () => {
    const { programs, steps } = started();
    const cut = { totalSize: 4_000, done: false, records: [], nextRecordsUrl: `${VERSION}/query/01g-2000` };
    const again = steps[0]!.settle({ body: cut });
    expect(again.map(asked)).to.deep.equal([OWNERS.slice(0, 4), OWNERS.slice(4)]);
    const records = OWNERS.slice(0, 4).map((AssigneeId, at) => ({ Id: `0Pa${at}`, AssigneeId }));
    expect(again[0]!.settle({ body: { totalSize: 4, done: true, records } })).to.deep.equal([]);
    const quarters = again[1]!.settle({ body: cut });
    expect(quarters.map(asked)).to.deep.equal([OWNERS.slice(4, 6), OWNERS.slice(6)]);
    expect(programs[2]!.result()).to.deep.equal({ totalSize: 1, done: true, records: [records[2]] });
  });
});
