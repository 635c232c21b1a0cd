import {
  ConnectorKey,
  ResultStream,
  SearchResult,
  attributeOf,
  isConnectorException,
  lookupFormat,
  synchronizeLookup,
  type ConnectorFacade,
  type ConnectorObject,
  type Options,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { PROFILES, TAGS, expectBalance, previousOf, profile } from './profile-connector.js';

describe('lookup synchronisation through any facade', () => {
  /** As little of a facade as the synchronisation needs, such as a remote one. */
  const fake = (
    page: (cookie: string | undefined) => readonly [readonly ConnectorObject[], string | null],
  ): Pick<ConnectorFacade, 'key' | 'search'> => ({
    key: new ConnectorKey('any', '1', 'any.Connector'),
    search: (_objectClass, _filter, options?: Options) =>
      ResultStream.of(
        (async function* () {
          const [objects, pagedResultsCookie] = page(options?.pagedResultsCookie);
          yield* objects;
          return new SearchResult({ pagedResultsCookie });
        })(),
      ),
  });

  it('reads all pages of a connector that pages unasked', async () => {
    const facade = fake((cookie) =>
      cookie ? [[profile('p2', 'b')], null] : [[profile('p1', 'a')], 'page 2'],
    );
    const previous = previousOf([['p2', 'b']]);
    const report = await synchronizeLookup(facade, PROFILES, { previous });
    expect([report.rows, report.vanished.length]).to.deep.equal([2, 0]);
  });

  it('does not go in circles', async () => {
    const stuck = await synchronizeLookup(
      fake(() => [[], 'again']),
      PROFILES,
    ).catch((error: unknown) => error);
    expect(isConnectorException(stuck) && stuck.message).to.match(/same page cookie twice/);
  });

  it('accounts for every entry whatever was there and is there', async () => {
    const code = fc.constantFrom('a', 'b', 'c', 'd', '1~a', '2~b');
    const decode = fc.constantFrom('x', 'y');
    const entries = fc.uniqueArray(fc.tuple(code, decode), { selector: ([one]) => one });
    const objects = fc.array(fc.tuple(fc.array(fc.option(code)), fc.option(decode)));
    await fc.assert(
      fc.asyncProperty(
        entries,
        fc.array(code),
        objects,
        fc.boolean(),
        async (before, gone, rows, isOracle) => {
          const known = new Set(before.map(([one]) => one));
          const previous = previousOf(
            before,
            gone.filter((one) => known.has(one)),
            TAGS.name,
          );
          const found = rows.map(([codes, label], at) =>
            profile(`o${at}`, 'x', attributeOf('tags', codes), attributeOf('label', label ? [label] : null)),
          );
          const report = await synchronizeLookup(
            fake(() => [found, null]),
            TAGS,
            { previous, ...(isOracle ? { format: lookupFormat('oracle', { key: '1', name: 'R' }) } : {}) },
          );
          expectBalance(report, previous);
          const onTarget =
            report.added.length + report.changed.length + report.unchanged.length + report.returned.length;
          const sent = rows.flatMap(([codes]) => codes).filter((one) => one !== null).length;
          expect(onTarget + report.duplicates.length + report.repeated).to.equal(sent);
          expect(report.skipped.length).to.equal(
            rows.filter(([codes]) => codes.every((one) => one === null)).length,
          );
        },
      ),
    );
  });
});
