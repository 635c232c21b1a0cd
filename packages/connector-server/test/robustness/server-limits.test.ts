import { once } from 'node:events';
import { expect } from 'chai';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { UNAUTHENTICATED_MESSAGE_BYTES } from '#src/protocol/limits.js';
import { ErrorResponse, HelloRequest, HelloResponse, OperationResponsePart } from '#src/protocol/messages.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { GuardedString } from '@icf-ts/framework';
import { encryptString } from '#src/protocol/guarded.js';
import { decodeStream, replay } from '../sessions/replay.js';
import { expectServing, startServer, until, watchForCrashes } from './hosts.js';
import { memoryInUse } from './memory.js';
import { END, PREAMBLE, RawMessage, anonymous, byte, int32, join, sized, text } from './raw-bytes.js';
import { ClientBytes, answerUntilClosed, open } from './requests.js';

const KEY = (clear: string): Buffer => anonymous(sized(encryptString(new GuardedString(clear))));

/** Several messages over one pool of constants, all declared at the beginning. */
class RawClient {
  readonly raw = new RawMessage();
  readonly #bodies: Buffer[] = [];

  locale(...fields: readonly Buffer[]): this {
    return this.message(this.raw.object('Locale', this.raw.named('language', text('en')), ...fields));
  }
  key(clear: string, ...fields: readonly Buffer[]): this {
    return this.message(this.raw.object('GuardedString', KEY(clear), ...fields));
  }
  message(body: Buffer): this {
    this.#bodies.push(body);
    return this;
  }
  get bytes(): Buffer {
    const [first, ...rest] = this.#bodies;
    return join(PREAMBLE, this.raw.done(first!), ...rest.map((body) => join(int32(0), body)));
  }
}

/** A field that announces so many bytes, and nothing of them. */
const announcing = (length: number): Buffer => join(byte(70), int32(length));
/** Something that no decoder gets past. */
const undecodable = (raw: RawMessage): Buffer => raw.object('List', anonymous(raw.object('NoSuchType')));

describe('server, on hostile peers', () => {
  watchForCrashes();
  let server: ConnectorServer;
  before(async () => (server = await startServer()));
  afterEach(async () => {
    await until('every session has ended', () => server.sessions === 0);
    await expectServing(server);
  });
  after(() => server.close());

  it('a wrong key: the request is refused in its own form, and its body is never decoded', async () => {
    const client = new RawClient().locale().key('wrong');
    const { raw } = client;
    client.message(raw.object('OperationRequest', raw.named('Arguments', undecodable(raw))));
    client
      .locale()
      .key('wrong')
      .message(raw.object('HelloRequest', raw.named('infoLevel', byte())));
    client
      .locale()
      .key('wrong')
      .message(raw.object('EchoMessage', raw.named('value', undecodable(raw))));
    const [part, hello, echo] = decodeStream(await replay(server.port, client.bytes));
    expect(part)
      .to.be.instanceOf(OperationResponsePart)
      .with.property('exception')
      .with.property('className')
      .that.contains('InvalidCredentialException');
    expect(hello)
      .to.be.instanceOf(HelloResponse)
      .with.property('exception')
      .with.property('name', 'InvalidCredentialException');
    expect(echo).to.have.property('value').with.property('name', 'InvalidCredentialException');

    // With the right key the very same bodies are found unreadable.
    const known = new RawClient().locale().key('changeit');
    known.message(known.raw.object('OperationRequest', known.raw.named('Arguments', undecodable(known.raw))));
    const answers = decodeStream(await replay(server.port, known.bytes));
    expect(answers).to.have.length(1);
    expect(answers[0])
      .to.be.instanceOf(ErrorResponse)
      .with.property('exception')
      .with.property('message', 'No deserializer for type: NoSuchType');
  });

  it('a wrong key and a request that announces more than the limit: closed before it comes', async () => {
    const client = new RawClient().locale().key('wrong');
    const begun = join(int32(0), client.raw.classRef('List'), announcing(2 ** 31 - 1));
    client.raw.id('OperationRequest');
    expect(await answerUntilClosed(await open(server), client.bytes, begun)).to.have.length(0);
  });

  for (const [what, before] of [
    ['locale', (client: RawClient) => client],
    ['key', (client: RawClient) => client.locale()],
    [
      'locale of a second request',
      (client: RawClient) =>
        client
          .locale()
          .key('changeit')
          .message(client.raw.object('HelloRequest', client.raw.named('infoLevel', int32(0))))
          .locale()
          .key('changeit'),
    ],
  ] as const) {
    it(`before the key: a ${what} above ${UNAUTHENTICATED_MESSAGE_BYTES} bytes is refused when announced`, async () => {
      const client = before(new RawClient());
      const isSecond = what.startsWith('locale of');
      const type = what === 'key' ? 'GuardedString' : 'Locale';
      if (isSecond)
        client.message(client.raw.object('HelloRequest', client.raw.named('infoLevel', int32(0))));
      const begun = join(client.raw.classRef(type), announcing(UNAUTHENTICATED_MESSAGE_BYTES));
      const socket = await open(server);
      // The first message declares everything; the last one only begins.
      const first =
        what === 'locale' ? join(PREAMBLE, client.raw.done(begun)) : join(client.bytes, int32(0), begun);
      const answers = decodeStream(await answerUntilClosed(socket, first));
      expect(answers).to.have.length(isSecond ? 2 : 0);
    });
  }

  it('before the key: just within the limit is served', async () => {
    const padding = anonymous(Buffer.alloc(UNAUTHENTICATED_MESSAGE_BYTES - 400));
    const client = new RawClient().locale(padding).key('changeit', padding);
    client.message(client.raw.object('HelloRequest', client.raw.named('infoLevel', int32(0))));
    expect(decodeStream(await replay(server.port, client.bytes))).to.have.length(1);
  });

  it('with the key: the answer names the limit, when it is announced, and the connection ends', async () => {
    const client = new RawClient().locale().key('changeit');
    const begun = join(int32(0), client.raw.classRef('List'), announcing(16 << 20));
    const answers = decodeStream(await answerUntilClosed(await open(server), client.bytes, begun));
    expect(answers).to.have.length(1);
    expect(answers[0])
      .to.be.instanceOf(ErrorResponse)
      .with.property('exception')
      .with.property('message')
      .that.contains('16777216 are allowed');
  });

  it('bombs are answered: depth, records, constants that nobody declared', async () => {
    for (const [build, words] of [
      [
        (raw: RawMessage) =>
          Array.from({ length: DEFAULT_LIMITS.maxDepth + 1 }).reduce<Buffer>(
            (inner) => raw.object('List', anonymous(inner)),
            raw.object('List'),
          ),
        `${DEFAULT_LIMITS.maxDepth} levels`,
      ],
      [
        (raw: RawMessage) =>
          join(
            raw.classRef('List'),
            Buffer.concat(new Array<Buffer>(200_001).fill(anonymous(raw.object('Map')))),
            END,
          ),
        '200000 records',
      ],
      [() => join(byte(61), int32(77), END), 'Constant 77 was never declared'],
    ] as const) {
      const client = new RawClient().locale().key('changeit');
      client.message(build(client.raw));
      const answers = decodeStream(await replay(server.port, client.bytes));
      expect(answers).to.have.length(1);
      expect(answers[0])
        .to.be.instanceOf(ErrorResponse)
        .with.property('exception')
        .with.property('message')
        .that.contains(words);
    }
  }).timeout(20_000);

  it('names of JavaScript in a facade key end as an error of the configuration', async () => {
    const client = new RawClient().locale().key('changeit');
    const { raw } = client;
    const inner = new RawMessage();
    const validate = inner.object('Class', anonymous(inner.classRef('ValidateApiOp')));
    const property = inner.object(
      'ConfigurationProperty',
      inner.named('name', text('__proto__')),
      inner.named('type', inner.classRef('String')),
      inner.named('value', inner.string('polluted')),
    );
    const key = join(
      PREAMBLE,
      inner.done(
        inner.object(
          'APIConfiguration',
          inner.named('SupportedOperations', inner.object('Set', anonymous(validate))),
          inner.named(
            'ConfigurationProperties',
            inner.object('ConfigurationProperties', anonymous(property)),
          ),
        ),
      ),
    );
    client.message(
      raw.object(
        'OperationRequest',
        raw.named('operation', raw.classRef('ValidateApiOp')),
        raw.named('operationMethodName', text('validate')),
        raw.named(
          'ConnectorKey',
          raw.object(
            'ConnectorKey',
            raw.named('bundleName', text('org.example.wire')),
            raw.named('bundleVersion', text('1.0.0')),
            raw.named('connectorName', text('wire.bundle.WireConnector')),
          ),
        ),
        raw.named('connectorFacadeKey', text(key.toString('base64'))),
      ),
    );
    const [part] = decodeStream(await replay(server.port, client.bytes)) as OperationResponsePart[];
    expect(part!.exception?.className).to.contain('ConfigurationException');
    expect(part!.exception?.message).to.contain('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('hundreds of peers that stop in the middle keep nobody else waiting, and cost what they sent', async () => {
    const hello = new ClientBytes().request(new HelloRequest(4));
    const before = memoryInUse();
    const sockets = await Promise.all(Array.from({ length: 300 }, () => open(server)));
    sockets.forEach((socket, at) => socket.write(hello.subarray(0, 1 + (at % (hello.length - 1)))));
    await until('all are connected', () => server.sessions === sockets.length);
    await expectServing(server);
    expect(memoryInUse() - before).to.be.below(sockets.length * 100_000);
    await Promise.all(
      sockets.map(async (socket) => {
        socket.resume();
        socket.end();
        await once(socket, 'close');
      }),
    );
    await until('every session has ended', () => server.sessions === 0);
    expect(memoryInUse() - before).to.be.below(8 << 20);
  });

  it('a long request leaves no long buffer behind while the connection rests', async () => {
    const client = new RawClient().locale().key('changeit');
    client.message(
      client.raw.object(
        'HelloRequest',
        client.raw.named('infoLevel', int32(0)),
        anonymous(Buffer.alloc(12 << 20)),
      ),
    );
    const sockets = await Promise.all(Array.from({ length: 8 }, () => open(server)));
    const before = memoryInUse();
    for (const socket of sockets) {
      socket.write(client.bytes);
      await once(socket, 'readable');
    }
    expect(memoryInUse() - before).to.be.below(12 << 20);
    for (const socket of sockets) socket.destroy();
  });
});
