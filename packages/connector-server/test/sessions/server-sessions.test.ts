import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GuardedString } from '@icf-ts/framework';
import { expect } from 'chai';
import { keyHash } from '#src/protocol/guarded.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import { bytesOf, sessions } from '../fixture-index.js';
import { toNotation, unordered } from '../protocol/notation.js';
import { forkTwinManager, twinManager } from '../twin/twin-manager.js';
import { DIFFERENCES, withSomeText } from './differences.js';
import { decodeStream, replay } from './replay.js';

const repositoryRoot = (): string => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'lerna.json'))) folder = dirname(folder);
  return folder;
};

describe('recorded client sessions, played to our server', () => {
  let connId: ConnectorServer;
  let fork: ConnectorServer;
  before(async () => {
    const options = { keyHash: keyHash(new GuardedString('changeit')), port: 0 };
    connId = await ConnectorServer.start({ ...options, connectors: twinManager() });
    fork = await ConnectorServer.start({ ...options, connectors: forkTwinManager() });
  });
  after(() => Promise.all([connId.close(), fork.close()]));

  it('are all there', () => expect(sessions).to.have.length(85));

  for (const session of sessions) {
    it(`${session.name}: the same answers, but for the listed differences`, async () => {
      const dialect = session.name.startsWith('openicf-') ? 'openicf' : 'connid';
      const comparable = (bytes: Buffer): unknown[] =>
        decodeStream(bytes).map((value) => toNotation(value, dialect));
      const { port } = dialect === 'connid' ? connId : fork;
      const ours = unordered(comparable(await replay(port, bytesOf(session.client))));
      const expected = unordered(
        DIFFERENCES.filter(({ sessions: shown }) => shown.includes(session.name) || shown[0] === '*').reduce(
          (answers, { apply }) => apply(answers),
          comparable(bytesOf(session.server)),
        ),
      );
      expect(withSomeText(ours, expected)).to.deep.equal(expected);
    });
  }

  it('every difference is needed where it is listed', () => {
    for (const { id, sessions: shown, apply } of DIFFERENCES) {
      for (const name of shown.filter((entry) => entry !== '*')) {
        const session = sessions.find((entry) => entry.name === name);
        expect(session, `${id}: ${name}`).to.not.equal(undefined);
        const recorded = decodeStream(bytesOf(session!.server)).map((value) => toNotation(value, 'connid'));
        expect(apply(recorded), `${id} changes nothing in ${name}`).to.not.deep.equal(recorded);
      }
    }
  });

  it('the documentation lists exactly these differences', () => {
    const text = readFileSync(join(repositoryRoot(), 'docs', 'wire-differences.md'), 'utf8');
    const documented = [...text.matchAll(/^\| `([a-z-]+)` *\|/gm)].map(([, id]) => id);
    expect(documented).to.deep.equal(DIFFERENCES.map(({ id }) => id));
  });
});
