import { expect } from 'chai';
import { isManaged, readMembershipPolicies, withPolicies } from '#src/attached/membership-policies.js';
import { namesOf } from '#src/attached/attached-rows.js';
import { ATTACHED_KINDS } from '#src/attached/attached-kind.js';
import { readAttributeMap } from '#src/mapping/read-attribute-map.js';
import { BUILT_IN_MAPPINGS } from '#src/mapping/built-in-map.js';
import { ExpiringMap } from '#src/session/expiring-map.js';
import { longId } from '#src/soql/salesforce-id.js';
import { connector } from '../connector/salesforce-facade.js';

describe('membership policies as configuration', () => {
  const refusal = (yaml: string): string => {
    try {
      readMembershipPolicies(yaml);
    } catch (error) {
      return (error as Error).message;
    }
    return 'taken';
  };

  it('read one mode for all kinds, or one for each', () => {
    expect(readMembershipPolicies('merge').get('queues')).to.deep.equal({ mode: 'merge' });
    const some = readMembershipPolicies(
      'GROUPS: merge\npermissionSets: {policy: only-ours, managed: [IAM_*]}',
    );
    expect([...some.keys()]).to.deep.equal(['groups', 'permissionSets']);
    expect(some.get('permissionSets')).to.deep.equal({ mode: 'only-ours', managed: ['IAM_*'] });
  });

  it('say what is wrong', () => {
    expect(refusal('grps: merge')).to.include("'grps' is not known").and.include("'groups'?");
    expect(refusal('everything: merge')).to.include('groups, queues');
    expect(refusal('groups: keep')).to.include('replace, merge, only-ours');
    expect(refusal('overwrite')).to.include('membershipPolicies.policy');
    expect(refusal('groups: only-ours')).to.include("'groups' needs managed");
    expect(refusal('groups: {policy: merge, managed: [a]}')).to.include('cannot have managed');
    expect(refusal('groups: {policy: merge, manged: [a]}'))
      .to.include("'groups.manged'")
      .and.include("'managed'?");
    expect(refusal('[merge]')).to.include('not in the form');
    expect(refusal('{')).to.match(/\.$/);
  });

  it('are checked with the configuration', () => {
    const local = connector();
    const configuration = local.info.defaultConfiguration.withProperties({
      loginUrl: 'https://acme.my.salesforce.com',
      clientId: 'id',
      clientSecret: 'secret',
      membershipPolicies: 'groups: sometimes',
    });
    const facade = local.createFacade(configuration);
    return facade.validate().then(
      () => expect.fail('it should have been refused'),
      (error: Error) => expect(error.message).to.include("'membershipPolicies'").and.include('groups'),
    );
  });

  it('give way to those of a map', () => {
    const [account] = withPolicies([BUILT_IN_MAPPINGS[0]!], readMembershipPolicies('merge'));
    expect(account!.attachedOf('groups')!.policy).to.deep.equal({ mode: 'merge' });
    const again = withPolicies([account!], readMembershipPolicies('replace'));
    expect(again[0]!.attachedOf('groups')!.policy).to.deep.equal({ mode: 'merge' });
  });

  it('may stand in a map, and are checked there', () => {
    const map = (entry: string): string => `objectClasses: {__ACCOUNT__: {attributes: {teams: ${entry}}}}`;
    const [account] = readAttributeMap(map('{attached: groups, policy: only-ours, managed: [IAM_*]}'), 'map');
    expect(account!.attachedOf('teams')!.policy).to.deep.equal({ mode: 'only-ours', managed: ['IAM_*'] });
    const [again] = withPolicies([account!], readMembershipPolicies('merge'));
    expect(again!.attachedOf('teams')!.policy).to.deep.include({ mode: 'only-ours' });
    expect(() => readAttributeMap(map('{attached: groups, policy: only-ours}'), 'map')).to.throw(
      /map:1:\d+: 'teams' needs managed/,
    );
    expect(() => readAttributeMap(map('{attached: groups, policy: keep}'), 'map')).to.throw(/policy/);
    expect(() => readAttributeMap(map('{field: Title, policy: merge}'), 'map')).to.throw(/policy/);
  });

  it('match names, labels and ids by pattern', () => {
    const policy = { mode: 'only-ours', managed: ['IAM_*', '(x)?', '0PS000000000001'] } as const;
    const managed = (...names: string[]): boolean => isManaged(policy, { id: '0PS000000000002AAA', names });
    expect(managed('iam_Sales')).to.equal(true);
    expect(managed('Other', 'IAM_ label')).to.equal(true);
    expect(managed('My_IAM_Sales')).to.equal(false);
    expect(managed('x')).to.equal(false);
    expect(isManaged(policy, { id: '0PS000000000001AAA', names: [] })).to.equal(true);
  });
});

describe('what memberships rest on', () => {
  it('every attached attribute of the built-in map is a kind', () => {
    for (const { sobject, attached } of BUILT_IN_MAPPINGS)
      for (const entry of attached)
        expect(
          ATTACHED_KINDS.some(({ name, owner }) => name === entry.attached && owner === sobject),
          entry.attached,
        ).to.equal(true);
  });

  it('ids of 15 characters get the three that tell their case', () => {
    expect(longId('00D58000000arpq')).to.equal('00D58000000arpqEAA');
    expect(longId('00558000000yFyDAAU')).to.equal('00558000000yFyDAAU');
  });

  it('names of packages have their prefix', () => {
    const kind = ATTACHED_KINDS.find(({ name }) => name === 'permissionSets')!;
    const target = kind.shape === 'membership' ? kind.targets[0]! : undefined!;
    const row = {
      Name: 'Set',
      Label: 'A set',
      NamespacePrefix: 'pkg',
      IsOwnedByProfile: false,
      Type: 'Regular',
    };
    expect(namesOf(row, target)).to.deep.equal(['pkg__Set', 'Set', 'A set']);
    expect(namesOf({ ...row, Type: 'Group' }, target)).to.deep.equal([]);
  });

  it('what was looked up is kept for a while, and not without end', () => {
    let nowMs = 0;
    const map = new ExpiringMap<number>(100, 2, () => nowMs);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).to.deep.equal([3, undefined, 4, 2]);
    nowMs = 100;
    expect(map.get('a')).to.equal(undefined);
  });
});
