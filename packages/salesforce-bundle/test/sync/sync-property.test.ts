import { expect } from 'chai';
import fc from 'fast-check';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { ACCOUNT, facadeOf } from '../connector/salesforce-facade.js';
import { OtherSession } from './other-session.js';
import { Replica } from './replica.js';

const ATTRIBUTES = [
  '__NAME__',
  'Title',
  'groups',
  'queues',
  'permissionSets',
  'permissionSetLicenses',
  'frozen',
  '__LOCK_OUT__',
];
/** A class of all users, and one that a user leaves when he is deactivated. The latter does not show by what. */
const CLASSES = [
  { told: 'all that a listing shows', attributes: [...ATTRIBUTES, '__ENABLE__'], settings: {} },
  {
    told: 'what leaves a class with a condition, too',
    attributes: ATTRIBUTES,
    settings: { attributeMap: 'objectClasses: { __ACCOUNT__: { where: IsActive = true } }' },
  },
];
/** More than an answer has room for when it is asked for 200 rows. */
const PEOPLE = 215;
const GROUPS = 3;
const SETS = 2;
const FAILURES_THAT_LOCK = 2;
const RUNS = 20;
const TITLES = ['Clerk', 'Director'];

/** How late writes are seen, and how far the clocks of hosts differ: together less than the overlap of ten minutes. */
const late = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 300 }));
const skewSeconds = fc.integer({ min: -120, max: 120 });
const who = fc.nat({ max: 11 });

type Step = (world: World) => Promise<unknown>;

const write: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(who, fc.constantFrom(...TITLES), late).map(
    ([at, Title, by]): Step =>
      ({ other, user }) =>
        other.update('User', user(at), { Title }, by),
  ),
  fc.tuple(who, fc.boolean(), late).map(
    ([at, IsActive, by]): Step =>
      ({ other, user }) =>
        other.update('User', user(at), { IsActive }, by),
  ),
  late.map(
    (by): Step =>
      (world) =>
        world.createUser(by),
  ),
  fc.tuple(who, fc.boolean(), late).map(
    ([at, IsFrozen, by]): Step =>
      async ({ other, user, loginOf }) =>
        other.update('UserLogin', await loginOf(user(at)), { IsFrozen }, by),
  ),
  who.map(
    (at): Step =>
      (world) =>
        world.lockOrUnlock(world.user(at)),
  ),
  fc.tuple(who, fc.nat({ max: GROUPS - 1 }), late).map(
    ([at, group, by]): Step =>
      (world) =>
        world.toggle('GroupMember', 'UserOrGroupId', world.user(at), 'GroupId', world.groups[group]!, by),
  ),
  fc.tuple(who, fc.nat({ max: SETS - 1 }), late).map(
    ([at, set, by]): Step =>
      (world) =>
        world.toggle(
          'PermissionSetAssignment',
          'AssigneeId',
          world.user(at),
          'PermissionSetId',
          world.sets[set]!,
          by,
        ),
  ),
  fc.tuple(who, fc.integer({ min: -600, max: 900 }), late).map(
    ([at, seconds, by]): Step =>
      (world) =>
        world.expire(world.user(at), seconds, by),
  ),
  fc.integer({ min: 1, max: 230 }).map((rows): Step => ({ org, other }) => {
    // Many rows at once, as an import does it; their stamps alone move.
    org.failNext({ change: { object: 'User', rows } });
    return other.ids('SELECT Id FROM Group LIMIT 1');
  }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: write },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 900 }).map(
      (seconds): Step =>
        async (world) =>
          void (world.nowMs += seconds * 1_000),
    ),
  },
  {
    weight: 1,
    arbitrary: skewSeconds.map(
      (seconds): Step =>
        async ({ org }) =>
          org.setClockSkew(seconds * 1_000),
    ),
  },
  { weight: 3, arbitrary: fc.constant<Step>(({ replica }) => replica.follow()) },
  {
    weight: 2,
    arbitrary: fc.nat({ max: 5 }).map(
      (limit): Step =>
        ({ replica }) =>
          replica.follow(limit),
    ),
  },
  {
    weight: 2,
    arbitrary: write.map(
      (meanwhile): Step =>
        (world) =>
          world.replica.follow(Infinity, () => meanwhile(world)),
    ),
  },
);

class World {
  readonly org: Org;
  readonly other: OtherSession;
  readonly replica: Replica;
  readonly facade;
  readonly #clock: { nowMs: number };
  users: string[] = [];
  groups: string[] = [];
  sets: string[] = [];

  private constructor(
    org: Org,
    clock: { nowMs: number },
    { attributes, settings }: (typeof CLASSES)[number],
  ) {
    this.org = org;
    this.#clock = clock;
    this.other = new OtherSession(org);
    this.facade = facadeOf(org, { batchSize: 200, ...settings });
    this.replica = new Replica(this.facade, ACCOUNT, attributes);
  }

  static async open(ofClass: (typeof CLASSES)[number]): Promise<World> {
    const clock = { nowMs: Date.UTC(2026, 5, 15, 12) };
    const org = await startOrg({
      users: PEOPLE,
      now: () => new Date(clock.nowMs),
      sessionTimeoutMs: 1e12,
      dailyApiLimit: 1_000_000,
      passwordPolicy: { maxFailedLogins: FAILURES_THAT_LOCK },
    });
    const world = new World(org, clock, ofClass);
    const { other } = world;
    world.users = await other.ids(
      `SELECT Id FROM User WHERE ProfileId != null AND Username != '${org.credentials.username}' LIMIT 8`,
    );
    for (let at = 0; at < GROUPS; at++) {
      const Type = at === 0 ? 'Queue' : 'Regular';
      world.groups.push(await other.create('Group', { Name: `Group ${at}`, DeveloperName: `G${at}`, Type }));
    }
    for (let at = 0; at < SETS; at++)
      world.sets.push(await other.create('PermissionSet', { Name: `Set_${at}`, Label: `Set ${at}` }));
    return world;
  }

  get nowMs(): number {
    return this.#clock.nowMs;
  }
  set nowMs(ms: number) {
    this.#clock.nowMs = ms;
  }

  readonly user = (at: number): string => this.users[at % this.users.length]!;
  readonly loginOf = async (user: string): Promise<string> =>
    (await this.other.ids(`SELECT Id FROM UserLogin WHERE UserId = '${user}'`))[0]!;

  async createUser(by: number): Promise<void> {
    const name = `person.${this.users.length}@sync.example`;
    const [profile] = await this.other.ids("SELECT Id FROM Profile WHERE Name = 'Standard User'");
    const values = {
      Username: name,
      LastName: 'Person',
      Email: name,
      Alias: 'person',
      ProfileId: profile,
      TimeZoneSidKey: 'Europe/Berlin',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
    };
    this.users.push(await this.other.create('User', values, by));
  }

  /** Locked by failed logins, which leave no date; unlocked by an administrator. */
  async lockOrUnlock(user: string): Promise<void> {
    const login = await this.loginOf(user);
    if (this.org.find('UserLogin', login)!.IsPasswordLocked === true) {
      await this.other.update('UserLogin', login, { IsPasswordLocked: false });
      return;
    }
    const username = String(this.org.find('User', user)!.Username);
    for (let at = 0; at < FAILURES_THAT_LOCK; at++) await this.other.failLogin(username);
  }

  async toggle(
    sobject: string,
    ownerField: string,
    owner: string,
    valueField: string,
    value: string,
    by: number,
  ): Promise<void> {
    const soql = `SELECT Id FROM ${sobject} WHERE ${ownerField} = '${owner}' AND ${valueField} = '${value}'`;
    const [row] = await this.other.ids(soql);
    if (row) await this.other.delete(sobject, row, by);
    else await this.other.create(sobject, { [ownerField]: owner, [valueField]: value }, by);
  }

  /** Lets the permission sets of a user expire, some time from now or before. */
  async expire(user: string, seconds: number, by: number): Promise<void> {
    const ExpirationDate = new Date(this.nowMs + seconds * 1_000).toISOString();
    const own = `AssigneeId = '${user}' AND PermissionSet.IsOwnedByProfile = false`;
    for (const row of await this.other.ids(`SELECT Id FROM PermissionSetAssignment WHERE ${own}`))
      await this.other.update('PermissionSetAssignment', row, { ExpirationDate }, by);
  }

  async close(): Promise<void> {
    await this.facade.dispose();
    await this.org.close();
  }
}

describe('sync, by any interleaving', () => {
  for (const ofClass of CLASSES) {
    it(`tells a copy ${ofClass.told}, and nothing else`, async function () {
      this.timeout(300_000);
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }), async (steps) => {
          const world = await World.open(ofClass);
          try {
            const { replica } = world;
            for (const one of steps) await one(world);
            // The session hears the time, by which assignments expire.
            await replica.listing();
            await replica.follow();
            expect([...replica.objects].sort()).to.deep.equal([...(await replica.listing())].sort());
            // Where a clock was set back before, the sync above has learnt of it.
            await replica.follow();
            expect((await replica.follow()).length).to.equal(0);
          } finally {
            await world.close();
          }
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    });
  }
});
