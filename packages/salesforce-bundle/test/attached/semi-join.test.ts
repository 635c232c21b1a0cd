import { attribute, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import { ATTACHED_KINDS, type AttachedRef } from '#src/attached/attached-kind.js';
import { semiJoins } from '#src/attached/semi-join.js';

const refOf = (name: string): AttachedRef | undefined => {
  const kind = ATTACHED_KINDS.find((each) => each.name === name);
  return kind && { attribute: name, kind, by: 'name' };
};
const text = (filter: Parameters<typeof semiJoins>[0]): string => {
  const condition = semiJoins(filter, refOf);
  return typeof condition === 'string' ? condition : condition.text;
};
const has = (name: string, ...values: (string | boolean)[]) =>
  filters.containsAllValues(attribute(name, ...values));

describe('semi-joins', () => {
  const inGroups = (names: string): string =>
    `Id IN (SELECT UserOrGroupId FROM GroupMember WHERE Group.Type = 'Regular' AND Group.DeveloperName IN (${names}))`;

  it('ask for each value of a conjunction, two at most', () => {
    expect(text(has('groups', 'A', "B'"))).to.equal(`${inGroups("'A'")} AND ${inGroups("'B\\''")}`);
    const more = filters.and(has('groups', 'A', 'B', 'C'), filters.equals('Title', 'x'));
    expect(text(more)).to.equal(`${inGroups("'A'")} AND ${inGroups("'B'")}`);
  });

  it('ask for any of several values at once, of one attribute alone', () => {
    expect(text(filters.or(has('groups', 'A'), has('groups', 'B')))).to.equal(inGroups("'A','B'"));
    expect(text(filters.or(has('groups', 'A'), has('queues', 'B')))).to.equal('all');
    expect(text(filters.or(has('groups', 'A', 'B'), has('groups', 'C')))).to.equal('all');
    expect(text(filters.or(has('groups', 'A'), filters.equals('Title', 'x')))).to.equal('all');
  });

  it('say nothing under a negation, of patterns, and of other attributes', () => {
    expect(text(undefined)).to.equal('all');
    expect(text(filters.not(has('groups', 'A')))).to.equal('all');
    expect(text(filters.startsWith('groups', 'A'))).to.equal('all');
    expect(text(filters.equals('Title', 'x'))).to.equal('all');
    expect(text(has('members', 'jo@acme.example'))).to.equal('all');
  });

  it('know ids, names of packages, flags, and whether there is anything', () => {
    expect(text(has('permissionSets', 'pkg__Set'))).to.include("PermissionSet.Name IN ('Set')");
    expect(text(has('groups', '00G000000000001'))).to.include("GroupId IN ('00G000000000001EAA')");
    expect(text(has('frozen', true))).to.equal('Id IN (SELECT UserId FROM UserLogin WHERE IsFrozen = true)');
    expect(text(filters.present('frozen'))).to.equal('Id IN (SELECT UserId FROM UserLogin)');
  });
});
