import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { HttpClient } from '#src/session/http/http-client.js';

describe('HTTP client', () => {
  const limits = { requestTimeoutMs: 5_000, connectTimeoutMs: 5_000 };
  let client: HttpClient;
  let server: http.Server;
  let url: string;
  let answer: http.RequestListener;
  const sockets = new Set<Socket>();

  beforeEach(async () => {
    client = new HttpClient(limits);
    sockets.clear();
    server = http.createServer((request, response) => {
      sockets.add(request.socket);
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    client.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const failure = async (sent: Promise<unknown>): Promise<Error & { kind?: string }> => {
    const error: unknown = await sent.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Error)) throw new Error('The request should have failed.');
    return error;
  };

  it('unpacks answers and keeps the connection', async () => {
    const packed = { gzip: gzipSync('größe'), deflate: deflateSync('größe') };
    for (const [encoding, body] of Object.entries(packed)) {
      answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body);
      expect((await client.send({ method: 'GET', url })).body).to.equal('größe');
    }
    expect(sockets.size).to.equal(1);
  });

  it('tells an answer that breaks off', async () => {
    for (const encoding of ['identity', 'gzip']) {
      answer = (request, response) => {
        response.writeHead(200, { 'content-encoding': encoding, 'content-length': 1000 });
        response.write(gzipSync('x'.repeat(5000)).subarray(0, 10), () => request.socket.destroy());
      };
      expect(await failure(client.send({ method: 'POST', url }))).to.include({ kind: 'broken' });
    }
  });

  it('sends a GET again when the kept connection was closed, and a POST never', async () => {
    let requests = 0;
    answer = (request, response) => {
      requests++;
      if (requests % 2 === 0) request.socket.destroy();
      else response.end('ok');
    };
    await client.send({ method: 'GET', url });
    expect((await client.send({ method: 'GET', url })).body).to.equal('ok');
    expect(requests).to.equal(3);
    expect(await failure(client.send({ method: 'POST', url, body: 'x' }))).to.include({ kind: 'stale' });
    expect(requests).to.equal(4);
  });

  it('closes the connection of a request that is aborted or late', async () => {
    let arrived!: () => void;
    let closed: Promise<unknown> = Promise.resolve();
    const hold: http.RequestListener = (request) => {
      closed = once(request.socket, 'close');
      arrived();
    };
    answer = hold;
    const caller = new AbortController();
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    const sent = failure(client.send({ method: 'GET', url }, caller.signal));
    await waiting;
    const reason = new Error('gone');
    caller.abort(reason);
    expect(await sent).to.equal(reason);
    await closed;

    const hasty = new HttpClient({ ...limits, requestTimeoutMs: 30 });
    expect(await failure(hasty.send({ method: 'GET', url }))).to.include({ kind: 'timeout' });
    await closed;
    hasty.close();
    expect(await failure(client.send({ method: 'GET', url }, AbortSignal.abort(reason)))).to.equal(reason);
  });
});
