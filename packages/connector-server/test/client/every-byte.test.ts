import { Name, ObjectClass, Uid, filters, isConnectorException, isRetryable } from '@icf-ts/framework';
import { expect } from 'chai';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { clientOf, serve, type Harness } from './hosts.js';
import { ledger } from './ledger-connector.js';
import { Relay, type Cut, type Script } from './relay.js';

const ACCOUNT = ObjectClass.ACCOUNT;

/** A call, and the names that it delivered before it ended or failed. */
interface Subject {
  readonly isWrite: boolean;
  readonly delivers: (id: string) => readonly string[];
  call(facade: Harness['facade'], id: string, delivered: string[]): Promise<void>;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  create: {
    isWrite: true,
    delivers: (id) => [id],
    call: async (facade, id, delivered) => {
      delivered.push((await facade.create(ACCOUNT, [new Name(id)])).value);
    },
  },
  get: {
    isWrite: false,
    delivers: (id) => [id],
    call: async (facade, id, delivered) => {
      delivered.push((await facade.get(ACCOUNT, new Uid(id)))!.uid.value);
    },
  },
  'search of 5': {
    isWrite: false,
    delivers: (id) => [0, 1, 2, 3, 4].map((at) => `${id}-${at}`),
    call: async (facade, id, delivered) => {
      const found = facade.search(ACCOUNT, filters.startsWith('__NAME__', id));
      for await (const { uid } of found) delivered.push(uid.value);
    },
  },
};

/** To the client every cut of the request is the same silence; resets there are a sample. */
const REQUEST_STEP_OF_RESETS = 16;

interface Outcome {
  readonly id: string;
  readonly script: Script;
  readonly delivered: readonly string[];
  readonly connections: number;
  readonly error?: unknown;
}

/** The first connection is cut, those that follow pass. */
describe('a connection cut at every byte', function () {
  this.timeout(120_000);
  let server: ConnectorServer;
  beforeEach(async () => (server = await serve()));
  afterEach(() => server.close());

  let cases = 0;
  async function run(subject: Subject, relay: Relay, script: Script): Promise<Outcome> {
    const id = `n${String(++cases).padStart(6, '0')}*5`;
    const before = relay.accepted;
    relay.script = (count) => (count === before + 1 ? script : {});
    const { client, facade } = clientOf([relay.port], { maxIdleConnections: 0 });
    const delivered: string[] = [];
    const outcome = await subject.call(facade, id, delivered).then(
      () => ({}),
      (error: unknown) => ({ error }),
    );
    client.close();
    return { id, script, delivered, connections: relay.accepted - before, ...outcome };
  }

  /** How many bytes the two sides of an undisturbed call have. */
  async function lengths(subject: Subject, relay: Relay): Promise<{ request: number; answer: number }> {
    relay.bytes = { request: 0, answer: 0 };
    const { error } = await run(subject, relay, {});
    expect(error).to.equal(undefined);
    return { ...relay.bytes };
  }

  function judge(
    name: string,
    subject: Subject,
    { id, script, delivered, error, connections }: Outcome,
  ): void {
    const where = `${name} cut at ${JSON.stringify(script)}`;
    const whole = subject.delivers(id);
    // A beginning of what there is: nothing twice, nothing out of order.
    expect(delivered, where).to.deep.equal(whole.slice(0, delivered.length));
    if (error === undefined) {
      expect(delivered, where).to.deep.equal(whole);
    } else {
      expect(isConnectorException(error), `${where}: ${String(error)}`).to.equal(true);
      expect(error, where).to.have.property('name', 'ConnectionBrokenException');
    }
    if (subject.isWrite) {
      expect(ledger.count(id), where).to.be.at.most(1);
      expect(connections, where).to.equal(1);
      expect(error, where).to.have.property('outcomeUnknown', true);
      expect(isRetryable(error), where).to.equal(false);
      expect((error as Error).message, where).to.contain('may have carried out');
    } else if (delivered.length === 0) {
      expect(error, `${where}: a read of which nothing was delivered is repeated`).to.equal(undefined);
    }
  }

  for (const [name, subject] of Object.entries(SUBJECTS)) {
    for (const how of ['end', 'reset'] satisfies Cut[]) {
      it(`${name}, ${how}: at most one execution of a write, nothing delivered twice, and every call ends`, async () => {
        const relays = await Promise.all([1, 2, 3, 4].map(() => Relay.to(server.port)));
        const size = await lengths(subject, relays[0]!);
        const step = how === 'end' ? 1 : REQUEST_STEP_OF_RESETS;
        const requests = Math.ceil(size.request / step);
        const scripts: Script[] = [
          ...Array.from({ length: requests }, (_, at) => ({ request: at * step, how })),
          ...Array.from({ length: size.answer }, (_, answer) => ({ answer, how })),
        ];
        const outcomes: Outcome[] = [];
        await Promise.all(
          relays.map(async (relay, at) => {
            for (let n = at; n < scripts.length; n += relays.length) {
              outcomes.push(await run(subject, relay, scripts[n]!));
            }
          }),
        );
        await Promise.all(relays.map((relay) => relay.close()));
        // What the server still had in hand has been done now, or never will be.
        await server.close();
        expect(outcomes).to.have.length(requests + size.answer);
        for (const outcome of outcomes) judge(name, subject, outcome);
        if (subject.isWrite) {
          // The answer's bytes are there because the connector had done it; the cut request never got to it.
          for (const { id, script } of outcomes) {
            expect(ledger.count(id), JSON.stringify(script)).to.equal('answer' in script ? 1 : 0);
          }
        }
      });
    }
  }
});
