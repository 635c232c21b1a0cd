// Our client on our server, over loopback, in one process: streaming search, get by one caller, get by sixteen. The peer in
// the same run is newline-delimited JSON of the same objects over the same kind of socket.
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { createInterface } from 'node:readline';
import {
  GuardedString,
  LocalConnector,
  LocalConnectorInfoManager,
  ObjectClass,
  OperationOptions,
  Uid,
} from '@icf-ts/framework';
import { ConnectorServer, RemoteConnectorInfoManager, keyHash } from '@icf-ts/connector-server';
import { Accounts, account } from './accounts.mjs';
import { perUnitUs, rounded } from './measure.mjs';

const OBJECTS = 50_000;
const GETS = 4_000;

async function ndjson() {
  const server = createServer(async (socket) => {
    for (let i = 0; i < OBJECTS; i++) {
      const object = account(ObjectClass.ACCOUNT, i);
      const plain = {};
      for (const { name, values } of object.attributes) {
        plain[name] = values.map((value) => (typeof value === 'bigint' ? Number(value) : value));
      }
      if (!socket.write(`${JSON.stringify(plain)}\n`)) await once(socket, 'drain');
    }
    socket.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    async read() {
      let seen = 0;
      for await (const line of createInterface({ input: connect(server.address().port, '127.0.0.1') })) {
        if (JSON.parse(line).__UID__) seen++;
      }
      return seen;
    },
    close: () => server.close(),
  };
}

export default async function run() {
  const connectors = new LocalConnectorInfoManager([new LocalConnector(Accounts)]);
  const key = new GuardedString('bench');
  const server = await ConnectorServer.start({ connectors, keyHash: keyHash(key), port: 0 });
  const manager = await RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port: server.port, key });
  const [info] = manager.connectorInfos;
  const facade = manager.createFacade(info.key, info.defaultConfiguration);
  const options = OperationOptions.of({ custom: { COUNT: OBJECTS } });
  const search = async () => {
    let seen = 0;
    for await (const _ of facade.search(ObjectClass.ACCOUNT, null, options)) seen++;
    if (seen !== OBJECTS) throw new Error(`${seen} objects arrived`);
  };
  const get = (i) => facade.get(ObjectClass.ACCOUNT, new Uid(`u${i}`));
  const alone = async () => {
    for (let i = 0; i < GETS; i++) await get(i);
  };
  const together = () =>
    Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let i = 0; i < GETS / 16; i++) await get(i);
      }),
    );
  const json = await ndjson();
  const objectUs = await perUnitUs(OBJECTS, search, 3);
  const jsonUs = await perUnitUs(OBJECTS, json.read, 3);
  const getUs = await perUnitUs(GETS, alone, 3);
  const getBy16Us = await perUnitUs(GETS, together, 3);
  json.close();
  manager.close();
  await server.close();
  return {
    objectsPerSecond: rounded(1e6 / objectUs),
    jsonObjectsPerSecond: rounded(1e6 / jsonUs),
    ratioToJson: rounded(jsonUs / objectUs),
    getsPerSecond: rounded(1e6 / getUs),
    getsPerSecondBy16: rounded(1e6 / getBy16Us),
    aims: { ratioToJson: 0.5 },
  };
}
