import { expect } from 'chai';
import { Decoder } from '#src/protocol/decoder.js';
import { decodeFacadeKey } from '#src/protocol/facade-key.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { HelloResponse, OperationRequest } from '#src/protocol/messages.js';
import { Scanner } from '#src/protocol/scan.js';
import { shownDialect } from '#src/protocol/shown-dialect.js';
import { bytesOf, objects, sessions } from '../fixture-index.js';
import { decodeStream } from '../sessions/replay.js';

/** All names that a stream uses, and the values in it. */
function read(bytes: Buffer): { names: readonly string[]; values: readonly unknown[] } {
  const scanner = new Scanner(DEFAULT_LIMITS);
  const decoder = new Decoder();
  scanner.push(bytes);
  const values: unknown[] = [];
  for (let message = scanner.next(); message; message = scanner.next()) values.push(decoder.decode(message));
  return { names: [...decoder.names()], values };
}

describe('what a peer speaks', () => {
  it('shows in the facade key of every recorded request', () => {
    let [connId, fork] = [0, 0];
    for (const session of sessions) {
      let values: readonly unknown[];
      try {
        values = decodeStream(bytesOf(session.client));
      } catch {
        continue; // recorded because it cannot be read
      }
      for (const value of values) {
        if (!(value instanceof OperationRequest) || !/^[\w+/]{40,}=*$/.test(value.facadeKey ?? '')) continue;
        const isFork = session.name.startsWith('openicf-');
        if (isFork) fork++;
        else connId++;
        const { dialect } = decodeFacadeKey(value.facadeKey!, DEFAULT_LIMITS);
        expect(dialect, session.name).to.equal(isFork ? 'openicf' : 'connid');
      }
    }
    expect(fork).to.be.at.least(6);
    expect(connId).to.be.at.least(50);
  });

  it('shows in every recorded hello that lists connectors', () => {
    let seen = 0;
    for (const session of sessions) {
      if (!session.name.includes('hello')) continue;
      const { names, values } = read(bytesOf(session.server));
      const lists = values.some((value) => value instanceof HelloResponse && value.connectorInfos.length > 0);
      expect(shownDialect(names), session.name).to.equal(lists ? 'connid' : undefined);
      if (lists) seen++;
    }
    expect(seen).to.be.at.least(1);
  });

  it('shows in the fork’s own objects where they differ', () => {
    for (const name of ['objectpoolconfiguration', 'searchresult-default', 'countpolicy']) {
      const { file } = objects.find((entry) => entry.name === `openicf-${name}`)!;
      expect(shownDialect(read(bytesOf(file)).names), name).to.equal('openicf');
    }
  });

  it('stays open where nothing tells', () => {
    expect(shownDialect([])).to.equal(undefined);
    expect(shownDialect(['HelloResponse', 'ConnectorInfos', 'SearchApiOp'])).to.equal(undefined);
    // Together they can only come from one that has both, and that is ConnId's family.
    expect(shownDialect(['ObjectPoolConfiguration', 'maxIdleTimeMillis'])).to.equal('connid');
  });
});
