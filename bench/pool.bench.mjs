// What a connector costs that comes from the pool: alone, and with many callers for few connectors.
import { LocalConnector } from '@icf-ts/framework';
import { describeConnector } from '@icf-ts/framework/spi';
import { perUnitUs, rounded } from './measure.mjs';

const CALLS = 20_000;
const CALLERS = 64;

class Settings {}
const operations = {
  init() {},
  dispose() {},
  async test() {},
};
class PerCall {}
class Pooled {}
Object.assign(PerCall.prototype, operations);
Object.assign(Pooled.prototype, operations, { checkAlive() {} });
describeConnector(PerCall, { name: 'PerCall', displayNameKey: 'x', configuration: Settings });
describeConnector(Pooled, { name: 'Pooled', displayNameKey: 'x', configuration: Settings });

const facadeOf = (type) => {
  const local = new LocalConnector(type);
  return local.createFacade(local.info.defaultConfiguration);
};

async function alone(facade) {
  for (let i = 0; i < CALLS; i++) await facade.test();
}
async function together(facade) {
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      for (let i = 0; i < CALLS / CALLERS; i++) await facade.test();
    }),
  );
}

export default async function run() {
  const [perCall, pooled] = [facadeOf(PerCall), facadeOf(Pooled)];
  const figures = {
    perCallUs: await perUnitUs(CALLS, () => alone(perCall)),
    pooledUs: await perUnitUs(CALLS, () => alone(pooled)),
    pooledContendedUs: await perUnitUs(CALLS, () => together(pooled)),
  };
  const statistics = pooled.poolStatistics();
  await Promise.all([perCall.dispose(), pooled.dispose()]);
  return {
    ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)])),
    pooledRatio: rounded(figures.pooledUs / figures.perCallUs),
    callers: CALLERS,
    connectorsMade: statistics.created,
  };
}
