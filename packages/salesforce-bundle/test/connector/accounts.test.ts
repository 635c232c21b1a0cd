import { AttributeDelta, GuardedString, ObjectClass, Uid, attribute, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';
import { rowsOf } from './org-rows.js';

const secret = (text: string): ReturnType<typeof attribute> =>
  attribute('__PASSWORD__', new GuardedString(text));

describe('accounts', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({
      users: 3,
      defaultOwners: { leads: 'owner@bench.example' },
      passwordPolicy: { maxFailedLogins: 1 },
    });
    await bench.facade.create(ACCOUNT, person());
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const login = async (uid: Uid): Promise<unknown> =>
    (
      await rowsOf(
        bench.org,
        `SELECT IsFrozen, IsPasswordLocked FROM UserLogin WHERE UserId = '${uid.value}'`,
      )
    )[0];
  const withProperties = (more: Record<string, unknown>): Bench['facade'] => {
    const facade = facadeOf(bench.org, more);
    bench.facades.push(facade);
    return facade;
  };

  describe('freezing', () => {
    it('freezes with the create, and unfreezes with an update and with a delta, in one call each', async () => {
      const uid = await bench.facade.create(ACCOUNT, [...person(), attribute('frozen', true)]);
      expect(bench.org.calls.total).to.equal(1);
      expect(await login(uid)).to.include({ IsFrozen: true });
      bench.org.calls.reset();
      await bench.facade.update(ACCOUNT, uid, [attribute('frozen', false), attribute('Title', 'Clerk')]);
      expect(bench.org.calls.total).to.equal(1);
      expect(await login(uid)).to.include({ IsFrozen: false });
      bench.org.calls.reset();
      await bench.facade.updateDelta(ACCOUNT, uid, [new AttributeDelta('frozen', { replace: [true] })]);
      expect(bench.org.calls.total).to.equal(1);
      expect(await login(uid)).to.include({ IsFrozen: true });
      expect(bench.org.find('User', uid.value)).to.include({ IsActive: true, Title: 'Clerk' });
    });

    it('names a user that is not there', async () => {
      const error = await failureOf(
        bench.facade.update(ACCOUNT, new Uid('005000000000000AAA'), [attribute('frozen', true)]),
      );
      expect(error.name).to.equal('UnknownUidException');
      expect(error.message).to.not.include('@{').and.not.include('was set');
    });

    it('takes true and false, and nothing else', async () => {
      const error = await failureOf(
        bench.facade.update(ACCOUNT, new Uid('005000000000000AAA'), [attribute('frozen', 'yes')]),
      );
      expect(error).to.include({ name: 'InvalidAttributeValueException' });
      expect(error.attributeNames).to.deep.equal(['frozen']);
      expect(bench.org.calls.total).to.equal(0);
    });

    it('unlocks in one call', async () => {
      const attributes = [...person(), secret('lock-me-out-1')];
      const uid = await bench.facade.create(ACCOUNT, attributes);
      const username = String(attributes[0]!.single);
      await failureOf(bench.facade.authenticate(ACCOUNT, username, new GuardedString('wrong')));
      expect(await login(uid)).to.include({ IsPasswordLocked: true });
      bench.org.calls.reset();
      await bench.facade.update(ACCOUNT, uid, [attribute('__LOCK_OUT__', false)]);
      expect(bench.org.calls.total).to.equal(1);
      expect(await login(uid)).to.include({ IsPasswordLocked: false });
    });
  });

  describe('a deactivation that Salesforce refuses', () => {
    let owner: Uid;
    before(async () => {
      owner = await bench.facade.create(ACCOUNT, person({ __NAME__: 'owner@bench.example' }));
    });

    it('says what to do', async () => {
      const error = await failureOf(bench.facade.update(ACCOUNT, owner, [attribute('__ENABLE__', false)]));
      expect(bench.org.calls.total).to.equal(1);
      expect(error.message).to.include('default owner of leads').and.include("set 'frozen'");
      expect(await login(owner)).to.include({ IsFrozen: false });
    });

    it('freezes the user where that is wanted, and says so, with one call more', async () => {
      const facade = withProperties({ freezeIfNotDeactivated: true });
      await facade.test();
      for (const call of [
        () => facade.update(ACCOUNT, owner, [attribute('__ENABLE__', false)]),
        () => facade.delete(ACCOUNT, owner),
      ]) {
        await bench.facade.update(ACCOUNT, owner, [attribute('frozen', false)]);
        bench.org.calls.reset();
        const error = await failureOf(call());
        expect(bench.org.calls.total).to.equal(2);
        expect(error.message).to.include('frozen instead of deactivated').and.include('licence in use');
        expect(error.uid!.value).to.equal(owner.value);
        expect(await login(owner)).to.include({ IsFrozen: true });
        expect(bench.org.find('User', owner.value)).to.include({ IsActive: true });
      }
    });

    it('never freezes the user that the connector works as', async () => {
      const facade = withProperties({ freezeIfNotDeactivated: true });
      const me = await facade.resolveUsername(ACCOUNT, bench.org.credentials.username);
      const error = await failureOf(facade.update(ACCOUNT, me, [attribute('__ENABLE__', false)]));
      expect(error.message).to.not.include('frozen instead');
      expect(await login(me)).to.include({ IsFrozen: false });
    });
  });

  describe('deleting', () => {
    it('freezes, in one call', async () => {
      const uid = await bench.facade.create(ACCOUNT, person());
      const facade = withProperties({ deleteMode: 'freeze' });
      await facade.test();
      bench.org.calls.reset();
      await facade.delete(ACCOUNT, uid);
      expect(bench.org.calls.total).to.equal(1);
      expect(bench.org.find('User', uid.value)).to.include({ IsActive: true });
      expect(await login(uid)).to.include({ IsFrozen: true });
    });

    it('refuses, without a call', async () => {
      const facade = withProperties({ deleteMode: 'refuse' });
      const error = await failureOf(facade.delete(ACCOUNT, new Uid('005000000000000AAA')));
      expect(error).to.include({ name: 'UnsupportedOperationException' });
      expect(bench.org.calls.total).to.equal(0);
    });

    it('deactivates and releases the user name, in two calls, as often as it is taken again', async () => {
      const facade = withProperties({ deleteMode: 'deactivateAndRename' });
      await facade.test();
      const username = 'again@bench.example';
      const names = new Set<unknown>();
      for (let round = 0; round < 3; round++) {
        const uid = await facade.create(ACCOUNT, person({ __NAME__: username }));
        bench.org.calls.reset();
        await facade.delete(ACCOUNT, uid);
        expect(bench.org.calls.total).to.equal(2 + round);
        const row = bench.org.find('User', uid.value)!;
        expect(row['IsActive']).to.equal(false);
        expect(row['Username']).to.match(/^again\d?@bench\.example\.deleted\.\d{8}$/);
        names.add(row['Username']);
        bench.org.calls.reset();
        await facade.delete(ACCOUNT, uid);
        expect(bench.org.calls.total, 'once more').to.equal(1);
        expect(bench.org.find('User', uid.value)!['Username']).to.equal(row['Username']);
      }
      expect(names.size).to.equal(3);
    });

    it('shortens a name that would be too long', async () => {
      const facade = withProperties({
        deleteMode: 'deactivateAndRename',
        deletedUsername: '${local}.${id}@gone.example',
      });
      const uid = await facade.create(ACCOUNT, person({ __NAME__: `${'x'.repeat(60)}@bench.example` }));
      await facade.delete(ACCOUNT, uid);
      const name = String(bench.org.find('User', uid.value)!['Username']);
      expect(name)
        .to.have.length(80)
        .and.match(new RegExp(`^x+\\.${uid.value}@gone\\.example$`));
    });

    it('names a user that is not there', async () => {
      for (const deleteMode of ['deactivate', 'freeze', 'deactivateAndRename']) {
        const facade = withProperties({ deleteMode });
        const error = await failureOf(facade.delete(ACCOUNT, new Uid('005000000000000AAA')));
        expect(error.name, deleteMode).to.equal('UnknownUidException');
      }
    });
  });

  describe('passwords', () => {
    it('are mailed by Salesforce on demand, in the call of the create or the update', async () => {
      const uid = await bench.facade.create(ACCOUNT, [...person(), attribute('resetPassword', true)]);
      expect(bench.org.calls.total).to.equal(1);
      const mailed = bench.org.passwordOf(uid.value);
      expect(mailed).to.be.a('string');
      await bench.facade.update(ACCOUNT, uid, [
        attribute('resetPassword', true),
        attribute('Title', 'Clerk'),
      ]);
      expect(bench.org.calls.total).to.equal(2);
      expect(bench.org.passwordOf(uid.value)).to.be.a('string').and.not.equal(mailed);
      await bench.facade.update(ACCOUNT, uid, [attribute('resetPassword', false)]);
      expect(bench.org.calls.total).to.equal(2);
    });

    it('are refused before any call where Salesforce would refuse them after the create', async () => {
      for (const more of [secret('s3cret-pass'), attribute('resetPassword', true)]) {
        const error = await failureOf(bench.facade.create(ACCOUNT, [...person({ __ENABLE__: false }), more]));
        expect(error).to.include({ name: 'InvalidAttributeValueException' });
        expect(error.attributeNames).to.deep.equal([more.name]);
      }
      expect(bench.org.calls.total).to.equal(0);
    });

    it('are set with the activation of a user', async () => {
      const uid = await bench.facade.create(ACCOUNT, person({ __ENABLE__: false }));
      await bench.facade.update(ACCOUNT, uid, [secret('welcome-back-1'), attribute('__ENABLE__', true)]);
      expect(bench.org.passwordOf(uid.value)).to.equal('welcome-back-1');
      expect(bench.org.calls.total).to.equal(2);
    });

    it('tell whether they have expired, 25 users a call', async () => {
      const uid = await bench.facade.create(ACCOUNT, [...person(), attribute('resetPassword', true)]);
      bench.org.calls.reset();
      const options = { attributesToGet: ['__PASSWORD_EXPIRED__'] };
      const found = await bench.facade.get(ACCOUNT, uid, options);
      expect(found!.attributes.single('__PASSWORD_EXPIRED__')).to.equal(true);
      expect(bench.org.calls.total).to.equal(2);
      const error = await failureOf(
        bench.facade.update(ACCOUNT, uid, [attribute('__PASSWORD_EXPIRED__', true)]),
      );
      expect(error.message).to.include('resetPassword');
    });

    it('and other texts that look like references of a composite request stay what they are', async () => {
      const attributes = [...person({ Title: '@{step0.id}' }), secret('ref-@{step0.id}-1')];
      const uid = await bench.facade.create(ACCOUNT, attributes);
      expect(bench.org.find('User', uid.value)).to.include({ Title: '@{step0.id}' });
      expect(bench.org.passwordOf(uid.value)).to.equal('ref-@{step0.id}-1');
      expect(bench.org.calls.total).to.equal(2);
    });
  });

  describe('user names', () => {
    it('carry a suffix in Salesforce and nowhere else', async () => {
      const facade = withProperties({ usernameSuffix: '.sandbox' });
      await facade.test();
      bench.org.calls.reset();
      const uid = await facade.create(ACCOUNT, person({ __NAME__: 'suffix@bench.example' }));
      expect(bench.org.calls.total).to.equal(1 + 1);
      expect(bench.org.find('User', uid.value)).to.include({ Username: 'suffix@bench.example.sandbox' });
      expect((await facade.get(ACCOUNT, uid))!.name.single).to.equal('suffix@bench.example');
      for (const filter of [
        filters.equals('__NAME__', 'suffix@bench.example'),
        filters.equals('Username', 'suffix@bench.example'),
        filters.endsWith('__NAME__', 'ffix@bench.example'),
        filters.and(filters.startsWith('__NAME__', 'suffix@'), filters.equals('LastName', 'Person')),
      ])
        expect(
          (await facade.search(ACCOUNT, filter).toArray()).map((found) => found.uid.value),
        ).to.deep.equal([uid.value]);
      expect((await facade.resolveUsername(ACCOUNT, 'Suffix@bench.example')).value).to.equal(uid.value);
      await facade.update(ACCOUNT, uid, [attribute('__NAME__', 'suffix2@bench.example.sandbox')]);
      expect(bench.org.find('User', uid.value)).to.include({ Username: 'suffix2@bench.example.sandbox' });
      await facade.update(ACCOUNT, uid, [attribute('__NAME__', 'suffix3@bench.example')]);
      expect(bench.org.find('User', uid.value)).to.include({ Username: 'suffix3@bench.example.sandbox' });
      for (const type of [ACCOUNT, ObjectClass.ALL]) {
        const told = await facade.sync(type).toArray();
        const names = told.map(({ object }) => object!.name.single);
        expect(names).to.include('suffix3@bench.example').and.not.include('suffix3@bench.example.sandbox');
      }
      // A user from before the suffix is found as well.
      const plain = await bench.facade.create(ACCOUNT, person({ __NAME__: 'plain@bench.example' }));
      expect((await facade.resolveUsername(ACCOUNT, 'plain@bench.example')).value).to.equal(plain.value);
    });

    it('that are taken are refused, or numbered where that is wanted', async () => {
      const jo = person({ __NAME__: 'jo@bench.example' });
      await bench.facade.create(ACCOUNT, jo);
      bench.org.calls.reset();
      const error = await failureOf(bench.facade.create(ACCOUNT, jo));
      expect(error).to.include({ name: 'AlreadyExistsException' });
      expect(error.message).to.include('all Salesforce orgs');
      expect(error.attributeNames).to.deep.equal(['__NAME__']);
      expect(bench.org.calls.total).to.equal(1);

      const facade = withProperties({ usernameCollision: 'number' });
      await facade.create(ACCOUNT, person());
      await bench.facade.create(ACCOUNT, person({ __NAME__: 'jo1@bench.example' }));
      for (const expected of ['jo2@bench.example', 'jo3@bench.example']) {
        bench.org.calls.reset();
        const uid = await facade.create(ACCOUNT, jo);
        expect(bench.org.find('User', uid.value)!['Username']).to.equal(expected);
        expect(bench.org.calls.total).to.equal(3);
      }
    });
  });
});

describe('the connector’s own user', () => {
  it('is not deactivated, and nobody is advised to freeze it', async () => {
    const bench = await openBench({ users: 0 }, { freezeIfNotDeactivated: true });
    try {
      const own = filters.equals('__NAME__', bench.org.credentials.username);
      const [user] = await bench.facade.search(ACCOUNT, own).toArray();
      const error = await failureOf(bench.facade.delete(ACCOUNT, user!.uid));
      expect(error.message)
        .to.include('your own user')
        .and.include('The connector works as this user')
        .and.not.match(/freeze|frozen/);
      expect(bench.org.find('User', user!.uid.value)).to.include({ IsActive: true });
    } finally {
      await bench.close();
    }
  });
});

describe('a user name that an older user has', () => {
  it('gets a number too where the answer of the first attempt is lost', async () => {
    const bench = await openBench({ users: 2 }, { usernameCollision: 'number' });
    try {
      const users = await bench.facade.search(ACCOUNT, undefined).toArray();
      const taken = String(users.find(({ name }) => /^\w+\.\w+/.test(String(name.single)))!.name.single);
      await bench.facade.create(ACCOUNT, person());
      for (const [number, disconnect] of [
        [1, 'before'],
        [2, 'after'],
      ] as const) {
        bench.org.failNext({ disconnect, method: 'POST' });
        const uid = await bench.facade.create(ACCOUNT, person({ __NAME__: taken }));
        const username = String(bench.org.find('User', uid.value)!['Username']);
        expect(username).to.equal(taken.replace('@', `${number}@`));
      }
    } finally {
      await bench.close();
    }
  });
});

describe('user names of other orgs', () => {
  it('are passed over too, but not for ever', async () => {
    const foreign = Array.from({ length: 30 }, (_none, index) => `max${index || ''}@bench.example`);
    for (const [count, name] of [
      [3, 'max3@bench.example'],
      [30, undefined],
    ] as const) {
      const bench = await openBench(
        { users: 0, foreignUsernames: foreign.slice(0, count) },
        { usernameCollision: 'number' },
      );
      try {
        const created = bench.facade.create(ACCOUNT, person({ __NAME__: 'max@bench.example' }));
        if (name) expect(bench.org.find('User', (await created).value)!['Username']).to.equal(name);
        else expect((await failureOf(created)).name).to.equal('AlreadyExistsException');
      } finally {
        await bench.close();
      }
    }
  });
});
