import { ObjectClass, OperationOptions, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import { ObjectMapping } from '#src/mapping/object-mapping.js';
import type { Org } from '#src/operations/operation-context.js';
import { planSearch } from '#src/operations/search/search-plan.js';

const mapping = new ObjectMapping({
  objectClass: 'Clerk',
  sobject: 'User',
  passThrough: true,
  entries: [{ attribute: '__NAME__', field: 'Username', direction: 'both' }],
  where: "Title = 'Clerk' OR Title = 'Head'",
});
const org = { mappings: [mapping], includeSystemUsers: true, textCase: 'exact' } as unknown as Org;
const CLERK = new ObjectClass('Clerk');

describe('the plan of a search', () => {
  it('joins the condition of the object class, whatever is in it, to that of the filter', async () => {
    const filter = filters.or(filters.equals('IsActive', true), filters.present('Email'));
    const { statements, selectText } = await planSearch(org, CLERK, filter, OperationOptions.NONE);
    expect(statements.map(({ where }) => selectText(where, []))).to.deep.equal([
      "SELECT Id, Username, IsActive, Email FROM User WHERE (IsActive = true OR Email != null) AND (Title = 'Clerk' OR Title = 'Head')",
    ]);
  });

  it('has it where there is no filter, and where the filter is said in no statement', async () => {
    const all = await planSearch(org, CLERK, undefined, OperationOptions.NONE);
    const unsaid = await planSearch(
      org,
      CLERK,
      filters.not(filters.equals('Title', 'x')),
      OperationOptions.NONE,
    );
    for (const { statements } of [all, unsaid])
      expect(statements.map(({ where }) => where)).to.deep.equal([
        { text: "(Title = 'Clerk' OR Title = 'Head')" },
      ]);
  });

  it('refuses an extended match before the first call', async () => {
    const { ExtendedMatchFilter, attribute } = await import('@icf-ts/framework');
    let refused: unknown;
    await planSearch(
      org,
      CLERK,
      new ExtendedMatchFilter('soundsLike', attribute('Title', 'x')),
      OperationOptions.NONE,
    ).catch((error: unknown) => (refused = error));
    expect(refused).to.have.property('name', 'UnsupportedOperationException');
  });
});
