import { AttributeDelta, attribute, type ConnectorFacade, type Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  ACCOUNT,
  facadeOf,
  failureOf,
  openBench,
  person,
  type Bench,
} from '../connector/salesforce-facade.js';
import { Administrator } from './org-administrator.js';

const MODES = ['replace', 'merge', 'only-ours'] as const;
type Mode = (typeof MODES)[number];
const KINDS = ['groups', 'permissionSets'] as const;
type Kind = (typeof KINDS)[number];
const NAMES = ['IAM_1', 'IAM_2', 'IAM_3', 'HR_1', 'HR_2'];
const isOurs = (name: string): boolean => name.startsWith('IAM_');

type Change =
  | { readonly replace: readonly string[] }
  | { readonly add: readonly string[]; readonly remove: readonly string[] };
type State = Readonly<Record<Kind, ReadonlySet<string>>>;
type Policies = Readonly<Record<Kind, Mode>>;

/** What is there afterwards; undefined where the policy forbids the change. */
function model(mode: Mode, state: ReadonlySet<string>, change: Change): ReadonlySet<string> | undefined {
  if ('replace' in change) {
    const wanted = new Set(change.replace);
    if (mode === 'replace') return wanted;
    if (mode === 'merge') return new Set([...state, ...wanted]);
    if ([...wanted].some((name) => !isOurs(name) && !state.has(name))) return undefined;
    return new Set([...[...state].filter((name) => !isOurs(name)), ...[...wanted].filter(isOurs)]);
  }
  const remove = change.remove.filter((name) => !change.add.includes(name));
  if (mode === 'only-ours' && ![...change.add, ...remove].every(isOurs)) return undefined;
  return new Set([...[...state].filter((name) => !remove.includes(name)), ...change.add]);
}

const some = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 4 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ replace: some }),
  fc.record({ add: some, remove: some }),
);
const write = fc.record({ groups: change, permissionSets: change }, { requiredKeys: [] });
/** A write of the connector, by names or by ids, or a membership that somebody else gives. */
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ write, byId: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom(...KINDS), given: fc.constantFrom(...NAMES) }) },
);
const mode = fc.constantFrom(...MODES);

describe('membership policies', () => {
  let bench: Bench;
  let administrator: Administrator;
  const ids: Record<Kind, Map<string, string>> = { groups: new Map(), permissionSets: new Map() };
  const facades = new Map<string, ConnectorFacade>();
  before(async () => {
    bench = await openBench();
    administrator = new Administrator(bench.org);
    for (const name of NAMES) {
      ids.groups.set(name, await administrator.insert('Group', { Name: name, DeveloperName: name }));
      ids.permissionSets.set(name, await administrator.insert('PermissionSet', { Name: name, Label: name }));
    }
  });
  after(() => bench.close());

  /** A facade with these policies, whose session knows all names. */
  async function facadeWith(policies: Policies): Promise<ConnectorFacade> {
    const yaml = JSON.stringify(
      Object.fromEntries(
        Object.entries(policies).map(([kind, policy]) => [
          kind,
          policy === 'only-ours' ? { policy, managed: ['iam_*'] } : policy,
        ]),
      ),
    );
    const known = facades.get(yaml);
    if (known) return known;
    const facade = facadeOf(bench.org, { membershipPolicies: yaml });
    facades.set(yaml, facade);
    bench.facades.push(facade);
    const uid = await facade.create(ACCOUNT, person());
    for (const kind of KINDS) {
      const remove = [...NAMES, ...ids[kind].values()];
      // Whether it may be removed or not, it was looked up.
      await facade.updateDelta(ACCOUNT, uid, [new AttributeDelta(kind, { remove })]).catch(() => undefined);
    }
    return facade;
  }

  async function stateOf(facade: ConnectorFacade, uid: Uid): Promise<State> {
    const object = await facade.get(ACCOUNT, uid, { attributesToGet: KINDS });
    const values = (kind: Kind) => new Set((object!.attributes.get(kind)?.values ?? []) as string[]);
    return { groups: values('groups'), permissionSets: values('permissionSets') };
  }

  const deltaOf = (kind: Kind, wanted: Change, byId: boolean): AttributeDelta => {
    const named = (names: readonly string[]) => names.map((name) => (byId ? ids[kind].get(name)! : name));
    return new AttributeDelta(
      kind,
      'replace' in wanted
        ? { replace: named(wanted.replace) }
        : { add: named(wanted.add), remove: named(wanted.remove) },
    );
  };

  it('leave what a simple model says, within the calls that they state', async function () {
    this.timeout(120_000);
    const check = fc.asyncProperty(
      fc.record({ groups: mode, permissionSets: mode }),
      fc.array(event, { minLength: 1, maxLength: 6 }),
      async (policies, events) => {
        const facade = await facadeWith(policies);
        const uid = await facade.create(ACCOUNT, person());
        let state: State = { groups: new Set(), permissionSets: new Set() };
        for (const each of events) {
          if ('given' in each) {
            const { kind, given } = each;
            const fields =
              kind === 'groups'
                ? { GroupId: ids.groups.get(given), UserOrGroupId: uid.value }
                : { PermissionSetId: ids.permissionSets.get(given), AssigneeId: uid.value };
            const sobject = kind === 'groups' ? 'GroupMember' : 'PermissionSetAssignment';
            await administrator.insert(sobject, fields).catch(() => undefined);
            state = { ...state, [kind]: new Set([...state[kind], given]) };
            continue;
          }
          const wanted = Object.entries(each.write) as [Kind, Change][];
          const after = wanted.map(([kind, to]) => [kind, model(policies[kind], state[kind], to)] as const);
          const isAllowed = after.every(([, values]) => values !== undefined);
          const deltas = wanted.map(([kind, to]) => deltaOf(kind, to, each.byId));
          bench.org.calls.reset();
          if (isAllowed) {
            await facade.updateDelta(ACCOUNT, uid, deltas);
            state = { ...state, ...Object.fromEntries(after) };
          } else {
            const error = await failureOf(facade.updateDelta(ACCOUNT, uid, deltas));
            expect(error.name).to.equal('InvalidAttributeValueException');
          }
          const reads = wanted.some(([kind, to]) => 'replace' in to && policies[kind] !== 'merge') ? 1 : 0;
          expect(bench.org.calls.total).to.be.at.most(reads + (isAllowed ? 1 : 0));
          expect(await stateOf(facade, uid)).to.deep.equal(state);
        }
      },
    );
    await fc.assert(check, { numRuns: 60 });
  });

  it('give licences before the sets that need them, and take them after', async function () {
    this.timeout(120_000);
    const sets = fc.uniqueArray(fc.constantFrom('Sales_Console', 'Api_Access', 'IAM_1'));
    const licenses = fc.uniqueArray(fc.constantFrom('SalesConsoleUser', 'IdentityConnect'));
    const wanted = fc.record({ sets, licenses }).map((one) => ({
      sets: one.sets,
      licenses: one.sets.includes('Sales_Console')
        ? [...new Set([...one.licenses, 'SalesConsoleUser'])]
        : one.licenses,
    }));
    const check = fc.asyncProperty(fc.array(wanted, { minLength: 1, maxLength: 4 }), async (writes) => {
      const uid = await bench.facade.create(ACCOUNT, person());
      for (const one of writes) {
        const attributes = [
          attribute('permissionSets', ...one.sets),
          attribute('permissionSetLicenses', ...one.licenses),
        ];
        await bench.facade.update(ACCOUNT, uid, attributes);
        bench.org.calls.reset();
        await bench.facade.update(ACCOUNT, uid, attributes);
        expect(bench.org.calls.total).to.be.at.most(1);
        const attributesToGet = ['permissionSets', 'permissionSetLicenses'];
        const object = (await bench.facade.get(ACCOUNT, uid, { attributesToGet }))!;
        expect(object.attributes.get('permissionSets')?.values ?? []).to.have.members(one.sets);
        expect(object.attributes.get('permissionSetLicenses')?.values ?? []).to.have.members(one.licenses);
      }
      // Licences are few.
      await bench.facade.update(ACCOUNT, uid, [
        attribute('permissionSets'),
        attribute('permissionSetLicenses'),
      ]);
    });
    await fc.assert(check, { numRuns: 40 });
  });
});
