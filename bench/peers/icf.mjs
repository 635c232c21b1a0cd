// Our server and our client, with a connection that is used again from call to call.
import {
  GuardedString,
  LocalConnector,
  LocalConnectorInfoManager,
  ObjectClass,
  OperationOptions,
  Uid,
} from '@icf-ts/framework';
import { ConnectorServer, RemoteConnectorInfoManager, keyHash } from '@icf-ts/connector-server';
import { Accounts, account } from '../accounts.mjs';
import { Checksum, addObject } from './checksum.mjs';

export const KEY = 'bench';
const key = () => new GuardedString(KEY);

export async function serve() {
  const connectors = new LocalConnectorInfoManager([new LocalConnector(Accounts)]);
  const server = await ConnectorServer.start({ connectors, keyHash: keyHash(key()), port: 0 });
  return server.port;
}

export async function connect(port, { connections = 16 } = {}) {
  const manager = await RemoteConnectorInfoManager.connect({
    host: '127.0.0.1',
    port,
    key: key(),
    maxIdleConnections: connections,
  });
  const [info] = manager.connectorInfos;
  const facade = manager.createFacade(info.key, info.defaultConfiguration);

  async function get(i) {
    const found = await facade.get(ObjectClass.ACCOUNT, new Uid(`u${i}`));
    if (found.uid.value !== `u${i}`) throw new Error(`asked for u${i}, got ${found.uid.value}`);
  }
  return {
    async search(count) {
      const checksum = new Checksum();
      const options = OperationOptions.of({ custom: { COUNT: count } });
      for await (const object of facade.search(ObjectClass.ACCOUNT, null, options)) {
        addObject(checksum, object);
      }
      return checksum;
    },
    get: (calls, callers) => byCallers(calls, callers, get),
    create: (calls, callers) =>
      byCallers(calls, callers, async (i) => {
        const attributes = [...account(ObjectClass.ACCOUNT, i).attributes].slice(1);
        const uid = await facade.create(ObjectClass.ACCOUNT, attributes);
        if (!uid.value.includes(String(i))) throw new Error(`created ${i}, got ${uid.value}`);
      }),
  };
}

async function byCallers(calls, callers, call) {
  let next = 0;
  const caller = async () => {
    while (next < calls) await call(next++);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { calls };
}
