import { expect } from 'chai';
import { fixture } from './support/fixtures.js';
import { openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';
import type { Json } from './support/json.js';

describe('creating a user', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 2, foreignUsernames: ['Elsewhere@example.com'] });
  });
  after(() => client.close());

  const post = (body: unknown, headers?: Record<string, string>) =>
    client.call('POST', '/sobjects/User', body, headers);
  const refusal = async (values: Record<string, unknown>) => {
    const { status, json } = await post(await client.newUser(values));
    expect(status).to.equal(400);
    return json;
  };

  it('answers as recorded, with the place of the new row', async function () {
    const { status, json, headers } = await post(await client.newUser());
    expect(status).to.equal(201);
    expect(Object.keys(json)).to.deep.equal(Object.keys(fixture(this, 'create_User.201.json')));
    expect(json).to.deep.include({ success: true, errors: [] });
    expect(json.id).to.match(/^005\w{15}$/);
    expect(headers.get('location')).to.equal(`/services/data/v62.0/sobjects/User/${json.id}`);
  });

  it('fills in what the server fills in', async () => {
    const id = await client.createUser({ FirstName: ' Ada ', LastName: 'Byron', Title: '' });
    const { json } = await client.call('GET', `/sobjects/User/${id.slice(0, 15)}`);
    expect(json).to.include({
      Id: id,
      Name: 'Ada Byron',
      FirstName: 'Ada',
      Title: null,
      IsActive: true,
      UserType: 'Standard',
      DigestFrequency: 'N',
      EmailPreferencesAutoBcc: true,
      UserPreferencesHideS1BrowserUI: false,
      OutOfOfficeMessage: '',
      LastLoginDate: null,
      LastPasswordChangeDate: null,
      Address: null,
    });
    expect(json.CommunityNickname).to.match(/^User\d{20}$/);
    expect(json.SystemModstamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
    expect(json.CreatedById).to.equal(json.LastModifiedById);
    const [login] = await client.rows(
      `SELECT IsFrozen, IsPasswordLocked FROM UserLogin WHERE UserId = '${id}'`,
    );
    expect(login).to.include({ IsFrozen: false, IsPasswordLocked: false });
  });

  it('shows every field of the describe in its order', async () => {
    const id = await client.createUser();
    const [row, described] = await Promise.all([
      client.call('GET', `/sobjects/User/${id}`),
      client.call('GET', '/sobjects/User/describe'),
    ]);
    expect(Object.keys(row.json)).to.deep.equal([
      'attributes',
      ...described.json.fields.map((field: Json) => field.name),
    ]);
  });

  it('names all required fields that are missing in one error', async () => {
    const { status, json } = await post({ FirstName: 'x', Username: '' });
    const missing = [
      'Username',
      'LastName',
      'Email',
      'Alias',
      'TimeZoneSidKey',
      'LocaleSidKey',
      'EmailEncodingKey',
      'ProfileId',
      'LanguageLocaleKey',
    ];
    expect([status, json]).to.deep.equal([
      400,
      [
        {
          message: `Required fields are missing: [${missing.join(', ')}]`,
          errorCode: 'REQUIRED_FIELD_MISSING',
          fields: missing,
        },
      ],
    ]);
  });

  it('refuses names that are taken, here, in other orgs, and for ever', async function () {
    const duplicate = fixture(this, 'error_DUPLICATE_USERNAME.400.json');
    const id = await client.createUser({ Username: 'taken@example.com', CommunityNickname: 'taken' });
    await client.call('PATCH', `/sobjects/User/${id}`, { IsActive: false });
    expect(await refusal({ Username: 'TAKEN@Example.com' })).to.deep.equal(duplicate);
    expect(await refusal({ Username: 'elsewhere@example.com' })).to.deep.equal(duplicate);
    expect(await refusal({ CommunityNickname: 'Taken' })).to.deep.equal(
      fixture(this, 'error_DUPLICATE_COMM_NICKNAME.400.json'),
    );
    await client.createUser({ FederationIdentifier: 'fed-1' });
    const [federated] = await refusal({ FederationIdentifier: 'FED-1' });
    expect(federated).to.include({ errorCode: 'DUPLICATE_VALUE' });
    expect(federated.message).to.match(
      /^duplicate value found: FederationIdentifier duplicates value on record with id: 005\w{12}$/,
    );
  });

  it('holds user names to the form of a mail address', async function () {
    const wanted = fixture(this, 'error_FIELD_INTEGRITY_EXCEPTION_Username.400.json');
    for (const Username of ['plain', 'a@b', 'a b@example.com', '@example.com']) {
      expect(await refusal({ Username }), Username).to.deep.equal(wanted);
    }
  });

  const cases: readonly (readonly [string, Record<string, unknown>, string, string, readonly string[]])[] = [
    [
      'a text that is too long',
      { FirstName: 'x'.repeat(41) },
      'STRING_TOO_LONG',
      `First Name: data value too large: ${'x'.repeat(41)} (max length=40)`,
      ['FirstName'],
    ],
    [
      'a wrong mail address',
      { Email: 'nowhere' },
      'INVALID_EMAIL_ADDRESS',
      'Email: invalid email address: nowhere',
      ['Email'],
    ],
    [
      'an unknown time zone',
      { TimeZoneSidKey: 'Mars/Base' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Time Zone: bad value for restricted picklist field: Mars/Base',
      ['TimeZoneSidKey'],
    ],
    [
      'an unknown language',
      { LanguageLocaleKey: 'xx' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Language: bad value for restricted picklist field: xx',
      ['LanguageLocaleKey'],
    ],
    [
      'an id of another object',
      { ProfileId: '005000000000001AAA' },
      'MALFORMED_ID',
      'Profile ID: id value of incorrect type: 005000000000001AAA',
      ['ProfileId'],
    ],
    [
      'what is no id',
      { ManagerId: 'boss' },
      'MALFORMED_ID',
      'Manager ID: id value of incorrect type: boss',
      ['ManagerId'],
    ],
    [
      'a reference to nothing',
      { ManagerId: '005000000000001AAA' },
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
      [],
    ],
    [
      'a contact, for this org has none',
      { ContactId: '003000000000001AAA' },
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
      [],
    ],
  ];
  for (const [what, values, errorCode, message, fields] of cases) {
    it(`refuses ${what}`, async () => {
      expect(await refusal(values)).to.deep.equal([{ message, errorCode, fields }]);
    });
  }

  it('refuses fields that are unknown, read-only or Id', async function () {
    expect((await refusal({ foo: 1 }))[0]).to.deep.equal({
      message: "No such column 'foo' on sobject of type User",
      errorCode: 'INVALID_FIELD',
    });
    expect((await refusal({ Id: '005000000000001AAA' }))[0].message).to.equal(
      'The Id field should not be specified in the sobject data.',
    );
    const [readOnly] = await refusal({ Name: 'x', usertype: 'Standard' });
    const [recorded] = fixture(this, 'error_INVALID_FIELD_FOR_INSERT_UPDATE.400.json');
    expect(readOnly).to.deep.equal({
      message: recorded.message.replace('IsClosedOnCreate', 'Name, UserType'),
      errorCode: recorded.errorCode,
      fields: ['Name', 'UserType'],
    });
  });

  it('tells where JSON breaks and where a value has the wrong type', async () => {
    const broken = await post('{"a":}');
    expect([broken.status, broken.json[0].errorCode]).to.deep.equal([400, 'JSON_PARSER_ERROR']);
    expect(broken.json[0].message).to.match(
      /^Unexpected character \('}' \(code 125\)\): .* at \[line:1, column:6\]$/,
    );
    expect((await post('{"a":1')).json[0].message).to.match(/^Unexpected end-of-input/);
    expect((await post('[]')).json[0].errorCode).to.equal('JSON_PARSER_ERROR');
    const typed = await post('{"LastName":"x",\n "IsActive": "maybe"}');
    expect(typed.json).to.deep.equal([
      {
        message:
          'Cannot deserialize instance of boolean from VALUE_STRING value maybe or request may be missing a required field at [line:2, column:14]',
        errorCode: 'JSON_PARSER_ERROR',
      },
    ]);
    expect((await post('{"LastName":{"x":1}}')).json[0].message).to.match(
      /^Cannot deserialize instance of string from START_OBJECT value \{/,
    );
    expect((await post('{"LastName":5}')).json[0].message).to.match(/string from VALUE_NUMBER_INT value 5/);
    expect((await post('{"Latitude":"north"}')).json[0].message).to.match(
      /instance of double from VALUE_STRING value north/,
    );
  });

  it('takes JSON alone, of a bounded size', async () => {
    const plain = await post('x', { 'content-type': 'text/plain' });
    expect([plain.status, plain.json[0].errorCode]).to.deep.equal([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(plain.json[0].message).to.equal(
      'Content-Type header specified in HTTP request is not supported: text/plain',
    );
    const huge = await post({ AboutMe: 'x'.repeat(7_000_000) });
    expect(huge.status).to.equal(413);
  });

  it('is the business of those who manage users', async () => {
    const id = await client.createUser({ Username: 'plain.user@example.com' });
    await client.call('POST', `/sobjects/User/${id}/password`, { NewPassword: 'Passw0rd1' });
    const { passwordGrant } = await import('./support/org-client.js');
    const { json } = await passwordGrant(client.org, 'plain.user@example.com', 'Passw0rd1');
    const answer = await client.as(json.access_token).call('POST', '/sobjects/User', await client.newUser());
    expect(answer.json[0].errorCode).to.equal('INSUFFICIENT_ACCESS_OR_READONLY');
  });

  it('leaves IsActive to the org where it is not given', async () => {
    const strict = await openClient({ users: 0, isActiveDefault: false });
    const id = await strict.createUser();
    expect(strict.org.find('User', id)?.IsActive).to.equal(false);
    await strict.close();
  });
});
