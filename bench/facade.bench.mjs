// What the facade costs over calling the connector directly: per get, and per object of a stream.
import {
  ConnectorObject,
  LocalConnector,
  Name,
  ObjectClass,
  OperationOptions,
  Uid,
  attribute,
  filters,
} from '@icf-ts/framework';
import { describeConnector } from '@icf-ts/framework/spi';
import { perUnitUs, rounded } from './measure.mjs';

const GETS = 20_000;
const OBJECTS = 200_000;
const object = new ConnectorObject(ObjectClass.ACCOUNT, [
  new Uid('u1'),
  new Name('user1'),
  attribute('age', 1),
]);

class Settings {}
class Memory {
  init() {}
  dispose() {}
  async *search(_type, _filter, options) {
    const count = options.values.get('COUNT') ?? 1;
    for (let i = 0; i < count; i++) yield object;
  }
}
describeConnector(Memory, { name: 'Memory', displayNameKey: 'memory', configuration: Settings });

const local = new LocalConnector(Memory);
const facade = local.createFacade(local.info.defaultConfiguration);
const connector = new Memory();
const uid = new Uid('u1');
const many = OperationOptions.of({ custom: { COUNT: OBJECTS } });

async function directGet() {
  for (let i = 0; i < GETS; i++) {
    const found = connector.search(
      ObjectClass.ACCOUNT,
      filters.equals('__UID__', 'u1'),
      OperationOptions.NONE,
    );
    await found.next();
    await found.return();
  }
}
async function facadeGet() {
  for (let i = 0; i < GETS; i++) await facade.get(ObjectClass.ACCOUNT, uid);
}
async function drain(objects) {
  let seen = 0;
  for await (const _ of objects) seen++;
  return seen;
}

export default async function run() {
  const direct = await perUnitUs(GETS, directGet);
  const through = await perUnitUs(GETS, facadeGet);
  const directObject = await perUnitUs(OBJECTS, () =>
    drain(connector.search(ObjectClass.ACCOUNT, undefined, many)),
  );
  const throughObject = await perUnitUs(OBJECTS, () => drain(facade.search(ObjectClass.ACCOUNT, null, many)));
  return {
    getDirectUs: rounded(direct),
    getFacadeUs: rounded(through),
    getOverheadUs: rounded(through - direct),
    getRatio: rounded(through / direct),
    objectDirectUs: rounded(directObject),
    objectFacadeUs: rounded(throughObject),
    objectOverheadUs: rounded(throughObject - directObject),
    objectRatio: rounded(throughObject / directObject),
    aims: { getOverheadUs: 5, objectOverheadUs: 0.5 },
  };
}
