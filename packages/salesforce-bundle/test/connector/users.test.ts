import { AttributeDelta, GuardedString, Name, Uid, attribute, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

describe('users', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ users: 3 });
    await bench.facade.test();
    await bench.facade.create(ACCOUNT, person());
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const name = (username: string): ReturnType<typeof filters.equals> => filters.equals(Name.NAME, username);

  it('creates a user with defaults in one call', async () => {
    const uid = await bench.facade.create(ACCOUNT, person());
    expect(bench.org.calls.total).to.equal(1);
    const row = bench.org.find('User', uid.value)!;
    expect(row).to.include({ IsActive: true, EmailEncodingKey: 'UTF-8', LocaleSidKey: 'en_US' });
    expect(row['Alias']).to.equal(String(row['Username']).split('@')[0]!.slice(0, 8));
    expect(uid.value).to.have.length(18);
  });

  it('creates a user with a password in one call', async () => {
    const uid = await bench.facade.create(ACCOUNT, [
      ...person(),
      attribute('__PASSWORD__', new GuardedString('s3cret-pass')),
    ]);
    expect(bench.org.calls.total).to.equal(1);
    expect(bench.org.passwordOf(uid.value)).to.equal('s3cret-pass');
  });

  it('creates an inactive user', async () => {
    const uid = await bench.facade.create(ACCOUNT, [...person(), attribute('__ENABLE__', false)]);
    expect(bench.org.find('User', uid.value)!['IsActive']).to.equal(false);
  });

  it('looks a profile up by name once a session', async () => {
    await bench.facade.create(ACCOUNT, person({ ProfileId: 'Read Only' }));
    expect(bench.org.calls.total).to.equal(2);
    await bench.facade.create(ACCOUNT, person({ ProfileId: 'read only' }));
    expect(bench.org.calls.total).to.equal(3);
  });

  it('gets a user in one call', async () => {
    const uid = await bench.facade.create(ACCOUNT, person({ Title: 'Clerk' }));
    bench.org.calls.reset();
    const found = await bench.facade.get(ACCOUNT, uid);
    expect(bench.org.calls.total).to.equal(1);
    expect(found!.attributes.single('Title')).to.equal('Clerk');
    expect(found!.attributes.single('__ENABLE__')).to.equal(true);
    expect(found!.attributes.has('MobilePhone')).to.equal(false);
  });

  it('finds nothing under a Uid that is no id, without a call', async () => {
    expect(await bench.facade.get(ACCOUNT, new Uid("x' OR Name != '"))).to.equal(null);
    expect(await bench.facade.get(ACCOUNT, new Uid('005000000000000AAA'))).to.equal(null);
    expect(bench.org.calls.total).to.equal(1);
  });

  it('updates in one call, and clears with no values', async () => {
    const uid = await bench.facade.create(ACCOUNT, person({ Title: 'Clerk', Department: 'Tax' }));
    bench.org.calls.reset();
    await bench.facade.update(ACCOUNT, uid, [attribute('title', 'Head'), attribute('Department')]);
    expect(bench.org.calls.total).to.equal(1);
    expect(bench.org.find('User', uid.value)).to.include({ Title: 'Head', Department: null });
  });

  it('updates nothing without a call', async () => {
    const uid = await bench.facade.create(ACCOUNT, person());
    bench.org.calls.reset();
    await bench.facade.update(ACCOUNT, uid, []);
    expect(bench.org.calls.total).to.equal(0);
  });

  it('disables, enables and deletes in one call each', async () => {
    const uid = await bench.facade.create(ACCOUNT, person());
    bench.org.calls.reset();
    await bench.facade.update(ACCOUNT, uid, [attribute('__ENABLE__', false)]);
    expect(bench.org.find('User', uid.value)!['IsActive']).to.equal(false);
    await bench.facade.update(ACCOUNT, uid, [attribute('__ENABLE__', true)]);
    expect(bench.org.find('User', uid.value)!['IsActive']).to.equal(true);
    await bench.facade.delete(ACCOUNT, uid);
    expect(bench.org.calls.total).to.equal(3);
    expect(bench.org.find('User', uid.value)!['IsActive']).to.equal(false);
  });

  it('applies deltas; a removal reads what is there', async () => {
    const uid = await bench.facade.create(ACCOUNT, person({ Title: 'Clerk', City: 'Bonn' }));
    bench.org.calls.reset();
    const changes = [
      new AttributeDelta('Title', { add: ['Head'], remove: ['Clerk'] }),
      new AttributeDelta('Department', { replace: ['Tax'] }),
    ];
    expect(await bench.facade.updateDelta(ACCOUNT, uid, changes)).to.equal(null);
    expect(bench.org.calls.total).to.equal(1);
    await bench.facade.updateDelta(ACCOUNT, uid, [new AttributeDelta('City', { remove: ['Berlin'] })]);
    expect(bench.org.find('User', uid.value)).to.include({ Title: 'Head', Department: 'Tax', City: 'Bonn' });
    await bench.facade.updateDelta(ACCOUNT, uid, [new AttributeDelta('City', { remove: ['Bonn'] })]);
    expect(bench.org.find('User', uid.value)).to.include({ City: null });
  });

  it('sets a password, and once more, in one call each', async () => {
    const uid = await bench.facade.create(ACCOUNT, person());
    bench.org.calls.reset();
    const password = [attribute('__PASSWORD__', new GuardedString('fresh-pass-1'))];
    await bench.facade.update(ACCOUNT, uid, password);
    await bench.facade.update(ACCOUNT, uid, password);
    expect(bench.org.calls.total).to.equal(2);
    expect(bench.org.passwordOf(uid.value)).to.equal('fresh-pass-1');
  });

  it('sets the password first when the user is deactivated by the same call', async () => {
    const uid = await bench.facade.create(ACCOUNT, person());
    await bench.facade.update(ACCOUNT, uid, [
      attribute('__ENABLE__', false),
      attribute('__PASSWORD__', new GuardedString('last-pass-1')),
    ]);
    expect(bench.org.passwordOf(uid.value)).to.equal('last-pass-1');
    expect(bench.org.find('User', uid.value)!['IsActive']).to.equal(false);
  });

  it('tells the Uid when the user was created but its password refused', async () => {
    const [username] = person();
    const attributes = [
      ...person({ __NAME__: String(username!.single) }),
      attribute('__PASSWORD__', new GuardedString('short')),
    ];
    const error = await failureOf(bench.facade.create(ACCOUNT, attributes));
    const [created] = await bench.facade.search(ACCOUNT, name(String(username!.single))).toArray();
    expect(error.name).to.equal('InvalidPasswordException');
    expect(error.uid!.value).to.equal(created!.uid.value);
    expect(error.message)
      .to.include(created!.uid.value)
      .and.include('complete it with an update')
      .and.not.include("'short'");
  });

  it('refuses __CURRENT_PASSWORD__', async () => {
    const uid = await bench.facade.create(ACCOUNT, person());
    const current = attribute('__CURRENT_PASSWORD__', new GuardedString('x'));
    const error = await failureOf(bench.facade.update(ACCOUNT, uid, [current]));
    expect(error).to.include({ name: 'InvalidAttributeValueException' });
  });

  it('authenticates with a login and no call', async () => {
    const attributes = [...person(), attribute('__PASSWORD__', new GuardedString('login-pass-1'))];
    const username = String(attributes[0]!.single);
    const uid = await bench.facade.create(ACCOUNT, attributes);
    bench.org.calls.reset();
    const failure = await failureOf(bench.facade.authenticate(ACCOUNT, username, new GuardedString('wrong')));
    expect(failure.name).to.equal('InvalidCredentialException');
    expect(bench.org.calls).to.include({ total: 0, logins: 0 });
    void uid;
  });

  it('resolves a user name in one call, whatever its case', async () => {
    const attributes = person();
    const uid = await bench.facade.create(ACCOUNT, attributes);
    bench.org.calls.reset();
    const username = String(attributes[0]!.single);
    expect((await bench.facade.resolveUsername(ACCOUNT, username.toUpperCase())).value).to.equal(uid.value);
    expect(bench.org.calls.total).to.equal(1);
    const error = await failureOf(bench.facade.resolveUsername(ACCOUNT, "nobody' OR Id != '"));
    expect(error.name).to.equal('UnknownUidException');
  });

  it('knows no other object class', async () => {
    const { ObjectClass } = await import('@icf-ts/framework');
    const error = await failureOf(bench.facade.create(ObjectClass.GROUP, person()));
    expect(error.name).to.equal('UnsupportedOperationException');
    expect(error.message).to.include('__ACCOUNT__');
  });
});

describe('authenticating from a trusted network', () => {
  it('answers the Uid of the user, and leaves the connector its own session', async () => {
    const bench = await openBench({ trustedNetwork: true });
    try {
      const attributes = [...person(), attribute('__PASSWORD__', new GuardedString('login-pass-1'))];
      const uid = await bench.facade.create(ACCOUNT, attributes);
      bench.org.calls.reset();
      const username = String(attributes[0]!.single);
      const found = await bench.facade.authenticate(ACCOUNT, username, new GuardedString('login-pass-1'));
      expect(found.value).to.equal(uid.value);
      expect(bench.org.calls).to.include({ total: 0, logins: 1 });
      await bench.facade.test();
      expect(bench.org.calls).to.include({ total: 1, logins: 1 });
    } finally {
      await bench.close();
    }
  });
});
