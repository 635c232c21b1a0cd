import {
  Uid,
  AttributeDelta,
  AttributeSet,
  Name,
  ObjectClass,
  OperationOptions,
  attribute,
  type Attribute,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ObjectMapping, type MatchRule } from '#src/mapping/object-mapping.js';
import { create } from '#src/operations/create.js';
import { deleteObject } from '#src/operations/delete.js';
import type { Org as Operated } from '#src/operations/operation-context.js';
import { CuttingProxy } from './cutting-proxy.js';
import { operated, rowsOf } from './org-rows.js';
import { ACCOUNT, facadeOf, failureOf, openBench, person, warnings } from './salesforce-facade.js';

describe('seats of licences', () => {
  const SEATS = 4;
  let org: Org;
  let facade: ConnectorFacade;
  beforeEach(async () => {
    org = await startOrg({ users: 0, licenses: { salesforce: SEATS } });
    facade = facadeOf(org);
    await facade.test();
    org.calls.reset();
  });
  afterEach(async () => {
    await facade.dispose();
    await org.close();
  });

  /** Creates until no seat is free. */
  async function fill(by = facade): Promise<void> {
    const [row] = await rowsOf(org, "SELECT UsedLicenses FROM UserLicense WHERE Name = 'Salesforce'");
    for (let used = Number(row!['UsedLicenses']); used < SEATS; used++) await by.create(ACCOUNT, person());
    org.calls.reset();
  }

  it('are read with the profile, and cost nothing more for as long as some are free', async () => {
    await facade.create(ACCOUNT, person());
    await facade.create(ACCOUNT, person());
    expect(org.calls.total).to.equal(1 + 2);
    const [profile] = await rowsOf(org, "SELECT Id FROM Profile WHERE Name = 'Standard Platform User'");
    org.calls.reset();
    for (let count = 0; count < 3; count++)
      await facade.create(ACCOUNT, person({ ProfileId: String(profile!['Id']) }));
    expect(org.calls.total).to.equal(1 + 3);
  });

  it('that are used up are reported with profile and licence, before the create', async () => {
    await fill();
    const error = await failureOf(facade.create(ACCOUNT, person()));
    expect(error.message)
      .to.include("profile 'Standard User'")
      .and.include("licence 'Salesforce' has 4 of 4");
    expect(error.attributeNames).to.deep.equal(['ProfileId']);
    expect(org.calls.total).to.equal(2);
    expect(org.requests.entries.at(-1)!.method).to.equal('GET');
    await facade.create(ACCOUNT, person({ __ENABLE__: false }));
  });

  it('that somebody else used up in the meantime are named after the refusal', async () => {
    await facade.create(ACCOUNT, person());
    const other = facadeOf(org);
    await fill(other);
    await other.dispose();
    org.calls.reset();
    const error = await failureOf(facade.create(ACCOUNT, person()));
    expect(error.message)
      .to.include("profile 'Standard User'")
      .and.include("licence 'Salesforce' has 4 of 4");
    expect(org.calls.total).to.equal(2);
  });

  it('are not looked at before the create where that is not wanted', async () => {
    const unchecked = facadeOf(org, { checkSeats: false });
    await fill(unchecked);
    const error = await failureOf(unchecked.create(ACCOUNT, person()));
    expect(error.message).to.include("licence 'Salesforce' has 4 of 4");
    expect(org.calls.total).to.equal(2);
    await unchecked.dispose();
  });

  it('are named when an activation or another profile takes the last one', async () => {
    const idle = await facade.create(ACCOUNT, person({ __ENABLE__: false }));
    const platform = await facade.create(ACCOUNT, person({ ProfileId: 'Standard Platform User' }));
    await fill();
    for (const [uid, change] of [
      [idle, attribute('__ENABLE__', true)],
      [platform, attribute('ProfileId', 'Standard User')],
    ] as const) {
      org.calls.reset();
      const error = await failureOf(facade.update(ACCOUNT, uid, [change]));
      expect(error.message, change.name).to.include("profile 'Standard User'").and.include('4 of 4');
      expect(error.uid!.value).to.equal(uid.value);
      expect(org.calls.total).to.equal(2);
    }
  });

  it('are counted one by one where Salesforce has not counted lately', async () => {
    const [profile] = await rowsOf(org, "SELECT Id, UserLicenseId FROM Profile WHERE Name = 'Standard User'");
    const stale = { Name: 'Salesforce', TotalLicenses: SEATS, UsedLicenses: SEATS };
    const records = [{ ...profile, Name: 'Standard User', UserLicense: stale }];
    org.failNext({ method: 'GET', body: { totalSize: 1, done: true, records }, status: 200 });
    org.calls.reset();
    await facade.create(ACCOUNT, person({ ProfileId: String(profile!['Id']) }));
    // The profile, which the fault answered, is no call that the org counts; the users, and the create.
    expect(org.calls.total).to.equal(2);
  });

  it('that become free are used at once', async () => {
    await fill();
    await failureOf(facade.create(ACCOUNT, person()));
    const [uid] = (await facade.search(ACCOUNT).toArray())
      .filter(({ name }) => name.single!.toString().startsWith('new.'))
      .map((found) => found.uid);
    await facade.delete(ACCOUNT, uid!);
    await facade.create(ACCOUNT, person());
  });
});

describe('a change of the e-mail address', () => {
  it('that waits to be confirmed is told as a side effect, and as a warning, in the call of the update', async () => {
    const bench = await openBench({ users: 0, confirmsEmailChanges: true });
    const before = warnings.length;
    try {
      const uid = await bench.facade.create(ACCOUNT, person({ Email: 'old@bench.example' }));
      bench.org.calls.reset();
      const delta = new AttributeDelta('Email', { replace: ['new@bench.example'] });
      const effects = await bench.facade.updateDelta(ACCOUNT, uid, [delta]);
      expect(bench.org.calls.total).to.equal(1);
      expect(effects!.map(({ name, valuesToReplace }) => [name, valuesToReplace])).to.deep.equal([
        ['Email', ['old@bench.example']],
      ]);
      await bench.facade.update(ACCOUNT, uid, [attribute('Email', 'new@bench.example')]);
      expect(bench.org.calls.total).to.equal(2);
      expect(
        warnings
          .slice(before)
          .map(({ message }) => message)
          .join(),
      )
        .to.include(uid.value)
        .and.not.include('@bench');
      const same = new AttributeDelta('Email', { replace: ['OLD@bench.example'] });
      expect(await bench.facade.updateDelta(ACCOUNT, uid, [same])).to.equal(null);
    } finally {
      await bench.close();
    }
  });

  it('that is in force has no side effect', async () => {
    const bench = await openBench({ users: 0 });
    try {
      const uid = await bench.facade.create(ACCOUNT, person());
      const delta = new AttributeDelta('Email', { replace: ['new@bench.example'] });
      expect(await bench.facade.updateDelta(ACCOUNT, uid, [delta])).to.equal(null);
      expect(bench.org.find('User', uid.value)!['Email']).to.equal('new@bench.example');
    } finally {
      await bench.close();
    }
  });
});

const entry = (name: string, field: string) => ({ attribute: name, field, direction: 'both' as const });
const mappingOf = (sobject: string, fields: readonly string[], match?: MatchRule): ObjectMapping =>
  new ObjectMapping({
    objectClass: sobject,
    sobject,
    passThrough: true,
    entries: [entry(Name.NAME, fields[0]!), ...fields.slice(1).map((field) => entry(field, field))],
    match,
  });
const set = (values: Readonly<Record<string, string>>): AttributeSet =>
  AttributeSet.of(Object.entries(values).map(([name, value]): Attribute => attribute(name, value)));

describe('rows of other classes', () => {
  let org: Org;
  let proxy: CuttingProxy;
  let own: ReturnType<typeof operated>;
  beforeEach(async () => {
    org = await startOrg({ users: 0 });
    proxy = await CuttingProxy.start(org.port);
    own = operated(org, { instanceUrl: proxy.url, lostAnswerWaitMs: 30 });
  });
  afterEach(async () => {
    own.release();
    await proxy.close();
    await org.close();
  });

  const LEAD = new ObjectClass('Lead');
  const withLeads = (match?: MatchRule): Operated => ({
    ...own.org,
    mappings: [mappingOf('Lead', ['LastName', 'Company', 'Email'], match)],
  });
  const jo = { __NAME__: 'Jo', Company: 'Acme', Email: "jo.o'neil@bench.example" };
  const leads = () => rowsOf(org, "SELECT Id, Company FROM Lead WHERE Email = 'jo.o\\'neil@bench.example'");
  const make = (match?: MatchRule, values: Readonly<Record<string, string>> = jo) =>
    create(withLeads(match), LEAD, set(values), OperationOptions.NONE);

  it('are made unless one matches, in one call more', async () => {
    const match: MatchRule = { by: ['Email'], found: 'skip' };
    await make(match);
    const [lead] = await leads();
    org.calls.reset();
    expect((await make(match, { ...jo, Company: 'Other' })).value).to.equal(lead!['Id']);
    expect(org.calls.total).to.equal(1);
    const error = await failureOf(make({ ...match, found: 'error' }));
    expect(error).to.include({ name: 'AlreadyExistsException' });
    expect(error.message).to.include(String(lead!['Id'])).and.include('Email');
    await make({ ...match, found: 'update' }, { ...jo, Company: 'Other' });
    expect((await leads()).map(({ Company }) => Company)).to.deep.equal(['Other']);
    await make();
    const several = await failureOf(make(match));
    for (const { Id } of await leads()) expect(several.message).to.include(String(Id));
    const { Email: _none, ...nameless } = jo;
    // Without a value there is nothing to match.

    expect(await make(match, nameless)).to.be.instanceOf(Uid);
  });

  it('are deleted for good, also when the answer is lost', async () => {
    for (const cut of [undefined, { side: 'answer', after: 5 } as const]) {
      const uid = await make();
      if (cut) proxy.arm(cut);
      await deleteObject(withLeads(), LEAD, uid, OperationOptions.NONE);
      expect(await leads()).to.deep.equal([]);
      expect((await failureOf(deleteObject(withLeads(), LEAD, uid, OperationOptions.NONE))).name).to.equal(
        'UnknownUidException',
      );
    }
  });

  it('whose create got no answer are found by the match rule, and never made twice', async () => {
    const match: MatchRule = { by: ['Email'], found: 'error' };
    await make(undefined, { ...jo, Email: 'other@bench.example' });
    proxy.arm();
    // The look-up before the create is an exchange of its own; it is the second one that is cut.
    const uid = await cutSecond('answer', () => make(match));
    expect((await leads()).map(({ Id }) => Id)).to.deep.equal([uid.value]);
  });

  /** Cuts the second exchange of a call: the create itself. */
  async function cutSecond<T>(side: 'request' | 'answer', call: () => Promise<T>): Promise<T> {
    proxy.arm();
    const first = await measure();
    proxy.arm({ side, after: first[side] + 20 });
    return call();
  }
  async function measure(): Promise<typeof proxy.passed> {
    await failureOf(make({ by: ['Email'], found: 'error' }, { ...jo, Email: 'other@bench.example' }));
    return { ...proxy.passed };
  }

  it('that are not there after a lost request are left to the caller', async () => {
    const match: MatchRule = { by: ['Email'], found: 'error' };
    await make(undefined, { ...jo, Email: 'other@bench.example' });
    const error = await failureOf(cutSecond('request', () => make(match)));
    expect(error).to.include({ name: 'ConnectionBrokenException', outcomeUnknown: true });
    expect(error.message).to.include('was not there 30 ms later');
    expect(await leads()).to.deep.equal([]);
    expect((await make(match)).value).to.be.a('string');
  });

  it('that are public groups are made once, by their developer names', async () => {
    const groups: Operated = { ...own.org, mappings: [mappingOf('Group', ['DeveloperName', 'Name'])] };
    const group = (name: string) =>
      create(groups, new ObjectClass('Group'), set({ __NAME__: name, Name: name }), OperationOptions.NONE);
    await group('First');
    for (const [name, cut] of [
      ['Answer', { side: 'answer', after: 5 }],
      ['Request', { side: 'request', after: 50 }],
    ] as const) {
      proxy.arm(cut);
      const uid = await group(name);
      const rows = await rowsOf(org, `SELECT Id FROM Group WHERE DeveloperName = '${name}'`);
      expect(rows.map(({ Id }) => Id)).to.deep.equal([uid.value]);
    }
    proxy.beforeNextPost = true;
    proxy.holdNext();
    const uid = await group('Late');
    await proxy.letGo();
    const rows = await rowsOf(org, `SELECT Id FROM Group WHERE DeveloperName = 'Late'`);
    expect(rows.map(({ Id }) => Id)).to.deep.equal([uid.value]);
  });

  it('without a match rule: nobody can tell', async () => {
    await make(undefined, { ...jo, Email: 'other@bench.example' });
    proxy.arm({ side: 'answer', after: 5 });
    const error = await failureOf(make());
    expect(error).to.include({ outcomeUnknown: true });
    expect(error.message).to.include('match rule');
    expect((await leads()).length).to.equal(1);
  });
});

describe('portal users', () => {
  it('are made with a contact, by id or by e-mail address, and get its account', async () => {
    const org = await startOrg({ users: 0 });
    const own = operated(org);
    const facade = facadeOf(org);
    try {
      const classes: Operated = {
        ...own.org,
        mappings: [mappingOf('Account', ['Name']), mappingOf('Contact', ['LastName', 'Email', 'AccountId'])],
      };
      const made = async (type: string, values: Readonly<Record<string, string>>): Promise<string> =>
        (await create(classes, new ObjectClass(type), set(values), OperationOptions.NONE)).value;
      const AccountId = await made('Account', { __NAME__: 'Acme' });
      const contact = (Email: string): Promise<string> =>
        made('Contact', { __NAME__: 'Jo', Email, AccountId });
      const ContactId = await contact('jo@bench.example');
      const portal = { ProfileId: 'Partner Community User' };

      const missing = await failureOf(facade.create(ACCOUNT, person(portal)));
      expect(missing.attributeNames).to.deep.equal(['ContactId']);
      org.calls.reset();
      const uid = await facade.create(ACCOUNT, person({ ...portal, ContactId: 'jo@bench.example' }));
      expect(org.calls.total).to.equal(2);
      expect(org.find('User', uid.value)).to.include({ ContactId, AccountId, UserType: 'PowerPartner' });
      const again = await failureOf(facade.create(ACCOUNT, person({ ...portal, ContactId })));
      expect(again).to.include({ name: 'AlreadyExistsException' });
      expect(again.attributeNames).to.deep.equal(['ContactId']);
      const nobody = await failureOf(
        facade.create(ACCOUNT, person({ ...portal, ContactId: 'no@bench.example' })),
      );
      expect(nobody.message).to.include("no Contact 'no@bench.example'").and.include('ContactId');
      const twins = [await contact('two@bench.example'), await contact('two@bench.example')];
      const two = await failureOf(
        facade.create(ACCOUNT, person({ ...portal, ContactId: 'two@bench.example' })),
      );
      for (const id of twins) expect(two.message).to.include(id);
      const wrong = await failureOf(facade.create(ACCOUNT, person({ ContactId: twins[0]! })));
      expect(wrong.message).to.include('ContactId').and.include('portal');
    } finally {
      await facade.dispose();
      own.release();
      await org.close();
    }
  });
});
