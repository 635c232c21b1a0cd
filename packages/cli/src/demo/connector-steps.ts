import { RemoteConnectorInfoManager } from '@icf-ts/connector-server';
import {
  GuardedString,
  InvalidCredentialException,
  Name,
  ObjectClass,
  SpecialAttributes,
  attribute,
  filters,
} from '@icf-ts/framework';
import { count, perSecond, plural } from './figures.js';
import type { TourStep } from './tour-step.js';

const { ACCOUNT } = ObjectClass;
const { ENABLE, PASSWORD } = SpecialAttributes;
const USERNAME = 'ada.lovelace@example.test';
const DEPARTMENT = 'Engineering';

/** What an application does with a connector. Every call goes through the socket of the connector server. */
export const CONNECTOR_STEPS: readonly TourStep[] = [
  {
    name: 'say hello',
    async run(known) {
      const { server, serverKey, connector, properties } = known.stage;
      const { host, port } = server;
      known.manager = await RemoteConnectorInfoManager.connect({ host, port, key: serverKey });
      const info = known.manager.find(connector);
      if (!info) throw new Error(`the server does not list ${connector.toString()}`);
      known.facade = known.manager.createFacade(
        connector,
        info.defaultConfiguration.withProperties(properties),
      );
      return `the server has ${connector.bundleName} ${connector.bundleVersion}`;
    },
  },
  {
    name: 'validate',
    needs: ['facade'],
    async run({ facade, signal }) {
      await facade.validate({ signal });
      return `the configuration is valid (${facade.configuration.properties.names.length} properties)`;
    },
  },
  {
    name: 'test',
    needs: ['facade'],
    async run({ facade, signal }) {
      await facade.test({ signal });
      return 'logged in to the org, and its API answers';
    },
  },
  {
    name: 'read the schema',
    needs: ['facade'],
    async run({ facade, signal }) {
      const account = (await facade.schema({ signal })).objectClass(ACCOUNT.type)!;
      const writable = account.attributeInfos.filter((info) => info.isCreatable || info.isUpdateable);
      return `${ACCOUNT.type}: ${account.attributeInfos.length} attributes, ${writable.length} writable`;
    },
  },
  {
    name: 'create a user',
    needs: ['facade'],
    async run(known) {
      const uid = await known.facade.create(
        ACCOUNT,
        [
          new Name(USERNAME),
          attribute('FirstName', 'Ada'),
          attribute('LastName', 'Lovelace'),
          attribute('Email', USERNAME),
          attribute('Department', DEPARTMENT),
          attribute('ProfileId', 'Standard User'),
        ],
        { signal: known.signal },
      );
      known.user = { uid, username: USERNAME };
      return `${uid.value} ${USERNAME} (one of the calls looks up the profile's name)`;
    },
  },
  {
    name: 'set the password',
    needs: ['user'],
    async run(known) {
      // Of this run only, and never printed.
      const password = new GuardedString(`${crypto.randomUUID()}-a1`);
      await known.facade.update(ACCOUNT, known.user.uid, [attribute(PASSWORD, password)], {
        signal: known.signal,
      });
      known.password = password;
      return 'an update of __PASSWORD__, a random one';
    },
  },
  {
    name: 'log in as the user',
    needs: ['password'],
    async run({ facade, user, password, signal }) {
      const uid = await facade.authenticate(ACCOUNT, user.username, password, { signal });
      if (!uid.equals(user.uid)) throw new Error(`somebody else was logged in: ${uid.value}`);
      const wrong = new GuardedString(crypto.randomUUID());
      const refusal = await facade
        .authenticate(ACCOUNT, user.username, wrong, { signal })
        .catch((error: unknown) => error);
      if (!(refusal instanceof InvalidCredentialException))
        throw new Error('a wrong password was not refused');
      return 'the password works, and a wrong one is refused';
    },
  },
  {
    name: 'search',
    needs: ['facade'],
    async run({ facade, user, signal }) {
      const filter = filters.and(filters.equals('Department', DEPARTMENT), filters.equals(ENABLE, true));
      const found = await facade.search(ACCOUNT, filter, { signal }).toArray();
      if (user && !found.some(({ uid }) => uid.equals(user.uid)))
        throw new Error('the new user was not found');
      return `${plural(found.length, 'enabled user')} in ${DEPARTMENT}${user ? ', one is Ada' : ''}`;
    },
  },
  {
    name: 'update',
    needs: ['user'],
    async run({ facade, user, signal }) {
      await facade.update(ACCOUNT, user.uid, [attribute('Title', 'Analyst')], { signal });
      return 'Title is now Analyst';
    },
  },
  {
    name: 'get',
    needs: ['user'],
    async run({ facade, user, signal }) {
      const found = await facade.get(ACCOUNT, user.uid, { signal });
      if (!found) throw new Error('the user is gone');
      const { attributes } = found;
      return `${attributes.size} attributes, Title ${String(attributes.single('Title'))}, ${ENABLE} ${String(attributes.single(ENABLE))}`;
    },
  },
  {
    name: 'disable',
    needs: ['user'],
    async run({ facade, user, signal }) {
      await facade.update(ACCOUNT, user.uid, [attribute(ENABLE, false)], { signal });
      return `${ENABLE} is false, the licence is free again`;
    },
  },
  {
    name: 'list all users',
    needs: ['facade'],
    async run(known) {
      const { facade, signal } = known;
      const startedMs = performance.now();
      let users = 0;
      for await (const _ of facade.search(ACCOUNT, null, { signal })) users += 1;
      known.listed = users;
      return `${plural(users, 'user')}, ${count(perSecond(users, performance.now() - startedMs))} a second`;
    },
  },
];
