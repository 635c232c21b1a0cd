import { expect } from 'chai';
import {
  ConnectorObject,
  LocalConnector,
  Name,
  ObjectClass,
  Uid,
  attribute,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { ConnectorClass, type Configuration, type Connector, type SearchOp } from '@icf-ts/framework/spi';

const OBJECTS = 1_000_000;
const SAMPLE_EVERY = 50_000;
const MEGABYTE = 2 ** 20;
/** Without a collection on demand, garbage that is not collected yet counts too. */
const MAX_GROWTH_BYTES = (globalThis.gc ? 50 : 150) * MEGABYTE;

class NoConfiguration implements Configuration {}

@ConnectorClass({ name: 'Endless', displayNameKey: 'endless', configuration: NoConfiguration })
class ManyConnector implements Connector, SearchOp {
  static yielded = 0;
  init(): void {}
  dispose(): void {}
  async *search(type: ObjectClass): AsyncGenerator<ConnectorObject, void, void> {
    const shared = [new Name('one of many'), attribute('mail', 'many@example.test')];
    for (let i = 0; i < OBJECTS; i++) {
      ManyConnector.yielded++;
      yield new ConnectorObject(type, [new Uid(`u${i}`), ...shared]);
    }
  }
}

const heapUsed = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

describe('a search for a million objects', () => {
  const local = new LocalConnector(ManyConnector);
  let facade: ConnectorFacade;
  beforeEach(() => {
    facade = local.createFacade(local.info.defaultConfiguration);
    ManyConnector.yielded = 0;
  });
  afterEach(() => facade.dispose());

  // A call that may be aborted waits for each object or the abort, and must keep nothing of the waits that are over.
  for (const [title, options] of [
    ['alone', {}],
    ['while an abort may come', { signal: new AbortController().signal }],
  ] as const) {
    it(`streams with flat memory ${title}`, async function () {
      this.timeout(30_000);
      const before = heapUsed();
      let most = before;
      let seen = 0;
      for await (const _ of facade.search(ObjectClass.ACCOUNT, null, options)) {
        if (++seen % SAMPLE_EVERY === 0) most = Math.max(most, heapUsed());
      }
      expect(seen).to.equal(OBJECTS);
      expect(most - before).to.be.below(MAX_GROWTH_BYTES);
    });
  }

  it('asks the connector for no more than is read', async () => {
    let seen = 0;
    for await (const _ of facade.search(ObjectClass.ACCOUNT)) if (++seen === 10) break;
    expect(ManyConnector.yielded).to.be.within(10, 11);
  });
});
