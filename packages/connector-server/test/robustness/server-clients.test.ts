import { once } from 'node:events';
import {
  ConnectorObject,
  LocalConnector,
  LocalConnectorInfoManager,
  Name,
  ObjectClass,
  Uid,
  attribute,
  type Filter,
  type OperationOptions,
} from '@icf-ts/framework';
import {
  ConnectorClass,
  type Configuration,
  type Connector,
  type SearchOp,
  type TestOp,
} from '@icf-ts/framework/spi';
import { expect } from 'chai';
import { HelloRequest, OperationRequestMoreData, OperationResponsePart } from '#src/protocol/messages.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { decodeStream, replay } from '../sessions/replay.js';
import { startServer, until, watchForCrashes } from './hosts.js';
import { ClientBytes, open, requestOf } from './requests.js';

class NoConfiguration implements Configuration {}

/** What the connector below saw; reset before each test. */
const seen = { pulled: 0, ended: 0, started: 0, aborted: 0, disposed: 0 };
const ITEMS = 100_000;

const aborted = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    signal!.addEventListener('abort', () => {
      seen.aborted++;
      resolve();
    });
  });

/** Object class `Wide`: long objects without end. `Stuck`: one object, then nothing until the caller is gone. */
@ConnectorClass({ name: 'test.Patient', displayNameKey: 'patient', configuration: NoConfiguration })
class PatientConnector implements Connector<NoConfiguration>, SearchOp, TestOp {
  init(): void {}
  dispose(): void {
    seen.disposed++;
  }
  async test(options: OperationOptions): Promise<void> {
    seen.started++;
    await aborted(options.signal);
  }
  async *search(
    type: ObjectClass,
    _filter: Filter | undefined,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, void, void> {
    const text = 'x'.repeat(type.is('Wide') ? 100_000 : 10);
    seen.started++;
    try {
      for (let i = 0; i < ITEMS; i++) {
        seen.pulled++;
        yield new ConnectorObject(type, [new Uid(`u${i}`), new Name(`n${i}`), attribute('text', text)]);
        if (type.is('Stuck')) await aborted(options.signal);
      }
    } finally {
      seen.ended++;
    }
  }
}

const manager = new LocalConnectorInfoManager([
  new LocalConnector(PatientConnector, { bundleName: 'test', bundleVersion: '1.0.0' }),
]);
const search = (type: string): unknown => requestOf(manager, 'search', new ObjectClass(type), null, null);

describe('server, with slow, hasty and vanishing clients', () => {
  watchForCrashes();
  let server: ConnectorServer;
  beforeEach(async () => {
    server = await startServer(manager);
    Object.assign(seen, { pulled: 0, ended: 0, started: 0, aborted: 0, disposed: 0 });
  });
  afterEach(async () => {
    await until('every session has ended', () => server.sessions === 0);
    await server.close();
    expect(seen.disposed).to.be.at.least(Math.min(1, seen.started));
  });
  const hello = async (): Promise<void> => {
    const bytes = new ClientBytes().request(new HelloRequest(20));
    expect(decodeStream(await replay(server.port, bytes))).to.have.length(1);
  };
  /** Looks until the number has stayed the same for a while: whatever can still come has come. */
  const settled = async (): Promise<number> => {
    let last = -1;
    let same = 0;
    await until('the connector is left alone', () => {
      same = seen.pulled === last ? same + 1 : 0;
      last = seen.pulled;
      return same > 40 && last > 0;
    });
    return last;
  };

  it('a client that never reads: the connector is pulled up to the first pause', async () => {
    const socket = await open(server);
    socket.pause();
    socket.write(new ClientBytes().request(search('Narrow')));
    await until('the first pause', () => seen.pulled === 200);
    await hello();
    expect(await settled()).to.equal(200);
    socket.destroy();
    await until('the generator has ended', () => seen.ended === 1);
  });

  it('a client that never reads but has said "more" in advance: pulled as far as the sockets hold', async () => {
    const socket = await open(server);
    socket.pause();
    const client = new ClientBytes();
    const more = Array.from({ length: ITEMS / 200 }, () => new OperationRequestMoreData());
    socket.write(Buffer.concat([client.request(search('Wide')), client.of(...more)]));
    const pulled = await settled();
    await hello();
    // 100 kB each: all 100,000 would be 10 GB.
    expect(pulled).to.be.below(400);
    expect(await settled()).to.equal(pulled);
    socket.destroy();
    await until('the generator has ended', () => seen.ended === 1);
  });

  it('a client that sends one byte at a time is served', async () => {
    const socket = await open(server);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    const client = new ClientBytes();
    const bytes = Buffer.concat([
      client.request(new HelloRequest(20)),
      client.request(search('Narrow')),
      client.of(null),
    ]);
    for (let at = 0; at < bytes.length; at++) {
      await new Promise((resolve) => socket.write(bytes.subarray(at, at + 1), resolve));
    }
    socket.end();
    await once(socket, 'close');
    const answers = decodeStream(Buffer.concat(chunks));
    // The hello, 200 parts, the pause, the end marker, the final part: whatever is not "more" means stop.
    expect(answers).to.have.length(204);
    expect(answers.at(-1)).to.be.instanceOf(OperationResponsePart).with.property('exception', null);
    expect(seen.ended).to.equal(1);
  });

  it('a client that sends everything at once and ends its side is served', async () => {
    const client = new ClientBytes();
    const bytes = Buffer.concat(Array.from({ length: 50 }, () => client.request(new HelloRequest(20))));
    expect(decodeStream(await replay(server.port, bytes))).to.have.length(50);
  });

  it('a reset while an operation runs: its signal is aborted', async () => {
    const socket = await open(server);
    socket.write(new ClientBytes().request(requestOf(manager, 'test')));
    await until('the operation runs', () => seen.started === 1);
    expect(seen.aborted).to.equal(0);
    socket.resetAndDestroy();
    await until('the signal', () => seen.aborted === 1);
    await hello();
  });

  for (const [how, leave] of [
    ['a reset', 'resetAndDestroy'],
    ['a closed socket', 'destroy'],
  ] as const) {
    it(`${how} while a search works: the signal is aborted and the generator's finally runs`, async () => {
      const socket = await open(server);
      socket.write(new ClientBytes().request(search('Stuck')));
      await until('the search works', () => seen.pulled === 1);
      // A closed socket looks like one that only ended its side until the server writes, or stops waiting.
      socket[leave]();
      if (leave === 'resetAndDestroy') {
        await until('the signal', () => seen.aborted >= 1);
        await until('the generator has ended', () => seen.ended === 1);
        expect(seen.pulled).to.be.below(5);
      } else {
        await server.close();
        expect(seen.ended).to.equal(1);
      }
    });

    it(`${how} while the server waits at a pause: the generator's finally runs`, async () => {
      const socket = await open(server);
      const received = once(socket, 'data');
      socket.write(new ClientBytes().request(search('Narrow')));
      await received;
      await until('the pause', () => seen.pulled === 200);
      socket[leave]();
      await until('the generator has ended', () => seen.ended === 1);
      expect(seen.pulled).to.equal(200);
    });
  }
});
