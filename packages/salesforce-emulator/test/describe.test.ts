import { expect } from 'chai';
import { fixture } from './support/fixtures.js';
import { openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';
import type { Json } from './support/json.js';

type Describe = Record<string, Json>;

describe('describes', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ features: ['multiCurrency', 'stateCountryPicklists'] });
  });
  after(() => client.close());

  const describeObject = async (name: string): Promise<Describe> =>
    (await client.call('GET', `/sobjects/${name}/describe`)).json;

  it('of User agrees with the recorded one, field by field', async function () {
    const recorded: { fields: Describe[] } = fixture(this, 'describe_User.2023.fields.json');
    const { fields } = await describeObject('User');
    expect(fields.map((field: Describe) => field.name)).to.deep.equal(
      recorded.fields.map(({ name }) => name),
    );
    // Picklists are held against each other below: some of them belong to the recorded org.
    const withoutValues = ({ picklistValues: _, ...rest }: Describe) => rest;
    for (const [index, field] of fields.entries()) {
      const wanted = recorded.fields[index] ?? {};
      expect(withoutValues(field), field.name).to.deep.equal(withoutValues(wanted));
      expect(Object.keys(field), field.name).to.deep.equal(Object.keys(wanted));
    }
  });

  it('of User offers the recorded picklist values', async function () {
    const recorded: { fields: Describe[] } = fixture(this, 'describe_User.2023.fields.json');
    const { fields } = await describeObject('User');
    // Deliberate differences: countries have their full names and more currencies are on; the time zones are
    // those of the running Node, whose labels move with daylight saving time.
    const own = new Set(['CountryCode', 'DefaultCurrencyIsoCode', 'CurrencyIsoCode', 'TimeZoneSidKey']);
    for (const [index, field] of fields.entries()) {
      if (own.has(field.name)) continue;
      const sorted = (values: Describe[]) =>
        [...values].sort((a, b) => (a.label + a.validFor < b.label + b.validFor ? -1 : 1));
      expect(sorted(field.picklistValues), field.name).to.deep.equal(
        sorted(recorded.fields[index]?.picklistValues),
      );
    }
    const zones = (list: Describe[]): string[] =>
      list.find(({ name }) => name === 'TimeZoneSidKey')?.picklistValues.map(({ value }: Describe) => value);
    const offered = new Set(zones(fields));
    const missing = zones(recorded.fields).filter((zone) => !offered.has(zone));
    expect(missing.length, missing.join()).to.be.below(15);
    expect([...offered]).to.include.members(['GMT', 'Europe/Paris', 'Asia/Kolkata']);
    expect(offered.has('UTC')).to.equal(false);
  });

  it('of other objects agree with the cut-down recordings', async function () {
    const kept = [
      'aggregatable',
      'filterable',
      'groupable',
      'label',
      'nillable',
      'referenceTo',
      'relationshipName',
    ];
    for (const name of ['Profile', 'UserLicense', 'UserRole', 'UserLogin', 'Organization']) {
      const recorded: { fields: Describe[] } = fixture(this, `describe_min_${name}.2024.json`);
      const { fields } = await describeObject(name);
      // The permission flags of a profile are still to come.
      const wanted = recorded.fields.filter((field) => !/^Permissions/.test(field.name));
      expect(
        fields.map((field: Describe) => field.name),
        name,
      ).to.deep.equal(wanted.map((field) => field.name));
      for (const [index, field] of fields.entries()) {
        const keys = [...kept, 'defaultValue', 'extraTypeInfo', 'sortable', 'type'];
        for (const key of keys)
          expect(field[key], `${name}.${field.name}.${key}`).to.deep.equal(wanted[index]?.[key]);
      }
    }
  });

  it('have the object keys of a recorded describe and of describe global', async function () {
    const full = await describeObject('User');
    expect(Object.keys(full)).to.deep.equal(Object.keys(fixture(this, 'describe_Lead.json')));
    const recorded: { sobjects: Describe[] } = fixture(this, 'describe_global.v52.json');
    const { json } = await client.call('GET', '/sobjects');
    for (const item of json.sobjects) {
      const wanted = recorded.sobjects.find(({ name }) => name === item.name);
      if (!wanted) continue;
      const { urls, ...flags } = item;
      const { urls: wantedUrls, ...wantedFlags } = wanted;
      // The recording blanks one prefix.
      wantedFlags.keyPrefix ??= item.keyPrefix;
      expect(flags, item.name).to.deep.equal(wantedFlags);
      expect(Object.keys(flags)).to.deep.equal(Object.keys(wantedFlags));
      const described = item.layoutable ? Object.keys(wantedUrls) : ['rowTemplate', 'describe', 'sobject'];
      expect(Object.keys(urls), item.name).to.deep.equal(described);
    }
  });

  it('leave out the fields of features that an org does not have', async () => {
    const plain = await openClient();
    const { json } = await plain.call('GET', '/sobjects/User/describe');
    const names = json.fields.map((field: Describe) => field.name);
    expect(names).to.have.length(175);
    expect(names).not.to.include.members(['CurrencyIsoCode']);
    expect((await plain.query('SELECT CountryCode FROM User')).json[0].errorCode).to.equal('INVALID_FIELD');
    await plain.close();
  });

  it('tell which references lead here', async () => {
    const { childRelationships } = await describeObject('User');
    const managed = childRelationships.find((child: Describe) => child.field === 'ManagerId');
    expect(managed).to.include({ childSObject: 'User', relationshipName: 'ManagedUsers' });
  });

  it('are not sent again to those who have them', async () => {
    const { headers } = await client.call('GET', '/sobjects/User/describe');
    const since = { 'If-Modified-Since': headers.get('last-modified') ?? '' };
    const again = await client.call('GET', '/sobjects/User/describe', undefined, since);
    expect([again.status, again.text]).to.deep.equal([304, '']);
    expect(again.headers.get('etag')).to.equal(headers.get('etag'));
  });

  it('of an unknown object do not exist', async () => {
    expect((await client.call('GET', '/sobjects/Foo/describe')).status).to.equal(404);
  });
});
