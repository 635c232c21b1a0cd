import { expect } from 'chai';
import fc from 'fast-check';
import { buildOrg } from '#src/build-org.js';
import { ApiError } from '#src/errors/api-error.js';
import { explainQuery } from '#src/soql/explain-query.js';
import { runQuery } from '#src/soql/run-query.js';

const PIECES = [
  ...'SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET AND OR NOT IN LIKE ASC DESC NULLS LAST'.split(' '),
  ...'TYPEOF WHEN THEN ELSE END USING SCOPE WITH SECURITY_ENFORCED FOR VIEW ALL ROWS UPDATE INCLUDES'.split(
    ' ',
  ),
  ...'Id Name Owner Owner.Name UserOrGroup.Type Profile.UserLicense.Name CreatedDate IsActive u a.b.c'.split(
    ' ',
  ),
  ...'User Group GroupMember GroupMembers ManagedUsers PermissionSetAssignments'.split(' '),
  ...'COUNT() COUNT(Id) MAX(CreatedDate) CALENDAR_YEAR(CreatedDate) toLabel(Name) FIELDS(ALL) convertTimezone'.split(
    ' ',
  ),
  ...'( ) , = != < >= 5 -1 1.5 99999999999 2026-01-31 2026-01-31T00:00:00Z true null TODAY LAST_N_DAYS:9'.split(
    ' ',
  ),
  ...[
    "'x'",
    "'a\\'b'",
    "'%_\\_'",
    "'",
    '\\',
    ':',
    '\n',
    '(SELECT',
    '(SELECT Id FROM GroupMembers)',
    'SELECT Id FROM User',
  ],
];

/** Statements that are nearly right: a right one of which a few pieces are left out, repeated or replaced. */
const RIGHT = [
  "SELECT Id , Name , ( SELECT Id FROM GroupMembers WHERE UserOrGroup.Name LIKE 'x%' LIMIT 2 ) FROM Group g WHERE g.Name != null AND ( Type = 'Queue' OR NOT Type IN ( 'Regular' , 'Role' ) ) ORDER BY Name DESC NULLS LAST LIMIT 5 OFFSET 1",
  'SELECT Profile.Name , COUNT(Id) n , MAX(CreatedDate) FROM User WHERE CALENDAR_YEAR(CreatedDate) >= 2020 GROUP BY Profile.Name HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) LIMIT 3',
  'SELECT TYPEOF UserOrGroup WHEN User THEN Username , Email ELSE Name END FROM GroupMember WHERE UserOrGroupId NOT IN ( SELECT Id FROM User WHERE IsActive = true ) FOR VIEW',
].map((text) => text.split(' '));

const nearlyRight = fc
  .tuple(
    fc.constantFrom(...RIGHT),
    fc.array(fc.tuple(fc.nat(60), fc.constantFrom('drop', 'repeat', ...PIECES)), { maxLength: 3 }),
  )
  .map(([pieces, changes]) => {
    const changed = [...pieces];
    for (const [place, change] of changes) {
      const index = place % changed.length;
      if (change === 'drop') changed.splice(index, 1);
      else if (change === 'repeat') changed.splice(index, 0, changed[index] ?? '');
      else changed[index] = change;
    }
    return changed.join(' ');
  });
const soup = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 25 })
  .map((pieces) => `SELECT ${pieces.join(' ')}`);

describe('any statement', () => {
  it('is answered, or refused with the place, but never fails', () => {
    const { state } = buildOrg({ users: 3 });
    const target = { ...state, timeZone: 'GMT', nowMs: 0 };
    const page = { basePath: '', childBatchSize: 2, openChildren: () => '' };
    let answered = 0;
    fc.assert(
      fc.property(fc.oneof(nearlyRight, soup, fc.string()), (soql) => {
        try {
          const outcome = runQuery(soql, target);
          if (outcome.kind === 'rows') outcome.projection.render(outcome.rows, page);
          explainQuery(soql, target);
          answered += 1;
        } catch (error) {
          expect(error, soql).to.be.instanceOf(ApiError);
          const { status, elements } = error as ApiError;
          expect(status).to.equal(400);
          expect(elements[0]?.message).to.match(/^\n.*\n *\^\nERROR at Row:\d+:Column:\d+\n./s);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(answered, 'statements that were right after all').to.be.above(50);
  });
});
