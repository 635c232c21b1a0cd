import { inspect } from 'node:util';
import { GuardedString, attribute, isRetryable, Uid } from '@icf-ts/framework';
import { SalesforceConfiguration, SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { expect } from 'chai';
import {
  ACCOUNT,
  facadeOf,
  failureOf,
  openBench,
  passwordFlow,
  person,
  type Bench,
} from './salesforce-facade.js';

describe('what Salesforce refuses', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({
      users: 2,
      licenses: { salesforce: 8 },
      foreignUsernames: ['taken@elsewhere.example'],
    });
  });
  after(() => bench.close());

  const refused = (more: Record<string, string | boolean>): ReturnType<typeof failureOf> =>
    failureOf(bench.facade.create(ACCOUNT, person(more)));

  it('a user name that is taken', async () => {
    const error = await refused({ __NAME__: 'taken@elsewhere.example' });
    expect(error).to.include({ name: 'AlreadyExistsException' });
    expect(error.attributeNames).to.deep.equal(['__NAME__']);
    expect(error.message).to.include('DUPLICATE_USERNAME').and.include('__NAME__').and.not.include('<br>');
  });

  it('a profile that does not exist, by name and by id', async () => {
    const byName = await refused({ ProfileId: "No 'Such' Profile" });
    expect(byName).to.include({ name: 'InvalidAttributeValueException' });
    expect(byName.message).to.include("No 'Such' Profile");
    const byId = await refused({ ProfileId: '00e000000000000AAA' });
    expect(byId).to.include({ name: 'InvalidAttributeValueException' });
  });

  it('a value that a picklist does not have, naming the attribute', async () => {
    const error = await refused({ TimeZoneSidKey: 'Mars/Olympus' });
    expect(error).to.include({ name: 'InvalidAttributeValueException' });
    expect(error.attributeNames).to.deep.equal(['TimeZoneSidKey']);
  });

  it('a missing field, a text too long, an address that is none, a field that is not there', async () => {
    for (const [more, attributeName] of [
      [{ LastName: '' }, 'LastName'],
      [{ Department: 'x'.repeat(81) }, 'Department'],
      [{ Email: 'nowhere' }, 'Email'],
      [{ __NAME__: 'nobody' }, '__NAME__'],
    ] as const) {
      const error = await refused(more);
      expect(error.name, attributeName).to.equal('InvalidAttributeValueException');
      expect(error.attributeNames).to.deep.equal([attributeName]);
    }
    expect((await refused({ Shoe_Size__c: '42' })).message).to.include('Shoe_Size__c');
  });

  it('a user that is not there', async () => {
    for (const uid of ['005000000000000AAA', '../Account/001000000000000AAA']) {
      const error = await failureOf(bench.facade.update(ACCOUNT, new Uid(uid), [attribute('Title', 'x')]));
      expect(error.name).to.equal('UnknownUidException');
      expect((await failureOf(bench.facade.delete(ACCOUNT, new Uid(uid)))).name).to.equal(
        'UnknownUidException',
      );
    }
  });

  it('attributes that are only read, unknown or of the wrong type, before any call', async () => {
    bench.org.calls.reset();
    const uid = new Uid('005000000000000AAA');
    for (const wrong of [
      attribute('UserType', 'Standard'),
      attribute('__LOCK_OUT__', true),
      attribute('Title', 5),
      attribute('Title', 'a', 'b'),
      attribute('__ENABLE__', 'true'),
    ]) {
      const error = await failureOf(bench.facade.update(ACCOUNT, uid, [wrong]));
      expect(error.name, wrong.name).to.equal('InvalidAttributeValueException');
      expect(error.attributeNames).to.deep.equal([wrong.name]);
    }
    expect(bench.org.calls.total).to.equal(0);
  });

  it('one licence too many', async () => {
    let error: Error | undefined;
    for (let count = 0; count < 10 && !error; count++) {
      await bench.facade.create(ACCOUNT, person()).catch((refusal: Error) => (error = refusal));
    }
    expect(error!.message).to.include('LICENSE_LIMIT_EXCEEDED').and.include('No licence is free');
    expect(isRetryable(error)).to.equal(false);
  });

  it('calls beyond the daily limit', async () => {
    bench.org.failNext({
      status: 403,
      body: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    });
    const error = await failureOf(bench.facade.test());
    expect(error.message).to.include('used up');
    expect(isRetryable(error)).to.equal(false);
  });

  it('everything, while it is being maintained', async () => {
    bench.org.failNext({ status: 503 });
    bench.org.calls.reset();
    const error = await failureOf(bench.facade.test());
    expect(error).to.include({ name: 'RetryableException' });
    expect(error.message).to.include('503').and.not.include('<');
    expect(bench.org.calls.total).to.be.at.most(1);
  });

  it('a page of something else with status 200', async () => {
    bench.org.failNext({ status: 200, body: '<html>Welcome to the hotel</html>' });
    const error = await failureOf(bench.facade.test());
    expect(error.message).to.include("Something that is not Salesforce's").and.not.include('hotel');
  });

  it('an answer that breaks off: what was created is found, what was changed is sent again', async () => {
    bench.org.failNext({ disconnect: 'after' });
    const uid = await bench.facade.create(ACCOUNT, person({ __ENABLE__: false }));
    bench.org.failNext({ disconnect: 'after' });
    await bench.facade.update(ACCOUNT, uid, [attribute('Title', 'Clerk')]);
    expect(bench.org.find('User', uid.value)).to.include({ Title: 'Clerk', IsActive: false });
  });
});

describe('secrets', () => {
  it('stand in no error and in no inspected object', async () => {
    const bench = await openBench();
    const { credentials } = bench.org;
    const secrets = [
      credentials.clientSecret,
      credentials.password,
      credentials.securityToken,
      'user-pass-123',
      '!AQ',
    ];
    const texts: string[] = [];
    const note = (value: unknown): number =>
      texts.push(inspect(value, { depth: 20, showHidden: true }), String(value));
    try {
      note(bench.facade);
      await bench.facade.test();
      note(bench.facade);
      for (const wrong of ['clientId', 'clientSecret', 'username', 'password', 'securityToken']) {
        const facade = facadeOf(bench.org, { ...passwordFlow(bench.org), [wrong]: 'wrong-wrong-wrong' });
        bench.facades.push(facade);
        note(await failureOf(facade.test()));
      }
      note(
        await failureOf(
          bench.facade.authenticate(ACCOUNT, 'nobody@x.example', new GuardedString('user-pass-123')),
        ),
      );
      const secret = attribute('__PASSWORD__', new GuardedString('user-pass-123'));
      note(await failureOf(bench.facade.update(ACCOUNT, new Uid('005000000000000AAA'), [secret])));
      bench.org.failNext({
        status: 400,
        body: [{ errorCode: 'X', message: `no session 00D000000000001!AQ.secret.here here` }],
      });
      note(await failureOf(bench.facade.test()));
      const configuration = new SalesforceConfiguration();
      Object.assign(configuration, {
        loginUrl: bench.org.url,
        clientId: 'c',
        clientSecret: new GuardedString(credentials.clientSecret),
      });
      const connector = new SalesforceConnector();
      connector.init(configuration);
      note(configuration);
      note(connector);
      note(JSON.stringify(configuration));
      configuration.release();
      for (const secretText of secrets) {
        for (const text of texts)
          expect(text.includes(secretText), `${secretText} in ${text}`).to.equal(false);
      }
    } finally {
      await bench.close();
    }
  });
});
