import { EXCEPTIONS, type ExceptionName } from '@icf-ts/framework';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparable, DIFFERENCES, withSomeText } from './java-client-differences.js';
import { scenarios } from './java-client-scenarios.js';
import { driveBoth, type Drive } from './java-drive.js';
import { javaPeer, type ClientStep } from './java-peer.js';
import { repositoryRoot } from './java-workspace.js';

const GROUPS = scenarios();
const ALL = [...GROUPS.values()].flat();
/** Nothing to compare with: the stock server runs without TLS here. */
const OURS_ALONE = 'tls';
/** What Java itself loses on the way, and how often each value is sent. */
const LOST_BY_JAVA = /unpaired surrogates|half a pair|ZonedDateTime of a region/;

const simpleName = (className: unknown): string => String(className).replace(/^.*\./, '');
const first = (list: unknown): string => (list as readonly string[])[0]!;

/**
 * ConnId's released client does everything to ConnId's own server and to ours, each with the same connector; what it
 * gets and what the connector sees must be the same, but for the differences that are listed.
 */
describe('the Java client does everything', () => {
  let drive: Drive;

  before(async function () {
    this.timeout(400_000);
    const java = await javaPeer();
    if ('missing' in java) {
      console.log(`      skipped: ${java.missing}`);
      this.skip();
    }
    drive = await driveBoth(java);
    expect(drive.run.exitCode, drive.run.stderr.slice(-4000)).to.equal(0);
  });

  const ours = (name: string): ClientStep => drive.ours.get(name)!;

  it('goes through the scenarios that are listed, and no other', () => {
    expect([...drive.ours.keys()]).to.have.members(ALL.map(({ name }) => name));
    expect([...drive.stock.keys()]).to.have.members(
      ALL.map(({ name }) => name).filter((name) => !name.startsWith(`${OURS_ALONE}/`)),
    );
  });

  it('differs only where the documentation says so', () => {
    const text = readFileSync(join(repositoryRoot(), 'docs', 'wire-differences.md'), 'utf8');
    const documented = [...text.matchAll(/\| `([a-z-]+)` *\|$/gm)].map(([, id]) => id);
    expect(documented).to.deep.equal(Object.keys(DIFFERENCES));
    expect(new Set(ALL.flatMap(({ differences }) => differences))).to.deep.equal(new Set(documented));
  });

  for (const [group, list] of GROUPS) {
    describe(group, () => {
      for (const { name, outcome, differences } of list) {
        it(name, () => {
          const report = ours(name);
          expect(report.ok ? 'ok' : simpleName(report.exception), JSON.stringify(report)).to.equal(outcome);
          if (group === OURS_ALONE) return;
          const stock = comparable(drive.stock.get(name)!);
          const expected = differences.reduce((changed, id) => DIFFERENCES[id]!(changed), stock);
          const found = comparable(report);
          expect(withSomeText(found, expected)).to.deep.equal(expected);
          if (differences.length > 0) expect(found, 'no difference is left').to.not.deep.equal(stock);
        });
      }
    });
  }

  it('sends every value and gets it back as it was', () => {
    const sent = ALL.filter(
      ({ name }) => /^(value|script value|token)\//.test(name) && !name.includes('made by'),
    );
    expect(sent.length).to.be.greaterThan(100);
    for (const { name } of sent.filter(({ name }) => !LOST_BY_JAVA.test(name))) {
      const [before, after] = ours(name)['got'] as readonly string[];
      expect(after, name).to.equal(before);
      expect(first(ours(name)['saw']), name).to.include(before);
    }
  });

  it('catches every exception as the connector threw it, wherever in a search', () => {
    for (const name of Object.keys(EXCEPTIONS) as ExceptionName[]) {
      const failure = {
        exception: EXCEPTIONS[name].javaClass,
        message: `It's a ${name}: {0} \u20ac \u{1f511}`,
        thrown: 'org.identityconnectors.framework.impl.api.remote.RemoteWrappedException',
        is: [name],
      };
      expect(ours(`failure/${name}`)).to.deep.include({ ok: false, ...failure });
      for (const [when, objects] of Object.entries({ before: 0, 'in the middle': 250, 'at the end': 200 }))
        expect(ours(`failure/${name} ${when}`)['got']).to.deep.equal({ ...failure, objects });
    }
  });

  it('gets all objects of every search, and the connector learns where it was stopped', () => {
    for (const count of [0, 1, 199, 200, 201, 399, 400, 401, 450, 1000]) {
      for (const how of ['', ', unbuffered'])
        expect(ours(`search/${count} objects${how}`)['got']).to.include({ count, distinct: count });
    }
    const stopped = (name: string): string => (ours(name)['saw'] as readonly string[])[1]!;
    expect(stopped('search/stopped before a pause')).to.equal('[en] stopped(Integer 200)');
    expect(stopped('search/stopped after a pause, unbuffered')).to.equal('[en] stopped(Integer 400)');
  });

  it('has every answer of sixteen threads right', () => {
    expect(ours('parallel/two facades, sixteen threads')['got']).to.deep.equal({
      ...{ configuration: 48, create: 48, echo: 48, failure: 48, search: 48 },
    });
  });

  it('shows texts with apostrophes and braces as the bundle wrote them', () => {
    expect(ours('hello/messages in fr')['got']).to.include({
      connector: "Le miroir de l'identit\u00e9",
      'host help': "It's the host's name, 'quoted' and not",
      primitiveInt: "O'Brien",
      boxedInt: 'Like {0} or {name}',
    });
  });
});
