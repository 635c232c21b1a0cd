import { readFileSync } from 'node:fs';
import { LocalConnector, filters, type ConnectorFacade } from '@icf-ts/framework';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import {
  Identities,
  SourceDocument,
  compileCorrelation,
  compileMapping,
  pushChanges,
  readActions,
  runLive,
  type InboundJob,
  type LiveEvent,
  type OutboundJob,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT } from '../reconciliation/reconciliation-bench.js';
import { FakeClock } from './fake-clock.js';

const CONFIGURATION = `
map:
  entries:
    - { identity: userName, attribute: __NAME__, required: true, textCase: ignore }
    - { identity: name.familyName, attribute: LastName }
    - { identity: email, attribute: Email }
    - { identity: title, attribute: Title }
    - { attribute: ProfileId, outbound: { default: Standard User } }
rules:
  rules:
    - anyOf:
        - { identity: userName, attribute: __NAME__ }
inbound: oracle-trusted
outbound: provision
`;
const PAGE = readFileSync(new URL('../../../../docs/salesforce/cost.md', import.meta.url), 'utf8');
/** What the page of costs says of an operation, in API calls. */
function costOf(operation: string): number {
  const row = PAGE.split('\n').find((line) => line.startsWith(`| ${operation} `));
  return Number(row!.split('|')[2]);
}

describeOnBoth('what live synchronisation with Salesforce costs', (database) => {
  let org: Org;
  let facade: ConnectorFacade;
  let pull: InboundJob;
  let push: OutboundJob;
  let identities: Identities;
  before(async () => {
    org = await startOrg({ users: 1_000, licenses: { salesforce: 5_000 } });
    const { clientId, clientSecret } = org.credentials;
    const local = new LocalConnector(SalesforceConnector);
    facade = local.createFacade(
      local.info.defaultConfiguration.withProperties({ loginUrl: org.url, clientId, clientSecret }),
    );
    const document = new SourceDocument(CONFIGURATION, 'icf.yaml');
    const correlation = await compileCorrelation(document.section('rules'));
    const mapping = await compileMapping(document.section('map'), { alsoGet: correlation.attributes! });
    const common = { system: 'salesforce', objectClass: ACCOUNT, identityType: 'user', facade, mapping };
    const rest = { correlation, batchSize: 1_000, fingerprint: 'v1' };
    pull = { ...common, ...rest, name: 'pull', actions: readActions(document.section('inbound')) };
    push = { ...common, ...rest, name: 'push', actions: readActions(document.section('outbound')) };
    identities = new Identities(
      database(),
      new Map([['user', { correlations: [correlation], secretPaths: [] }]]),
    );
  });
  let ending: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await ending?.();
    ending = undefined;
  });
  after(async () => {
    await facade.dispose();
    await org.close();
  });
  const titleOf = async (userName: string): Promise<unknown> => {
    const [user] = await facade.search(ACCOUNT, filters.equals('__NAME__', userName)).toArray();
    return user!.attributes.single('Title');
  };

  it('is that of looking for changes while nothing changes, and of one user for one change', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const events: LiveEvent[] = [];
    const loop = runLive(
      database(),
      { pulls: [pull], pushes: [push] },
      {
        intervalMs: 10_000,
        pushIntervalMs: 4_000,
        signal: stop.signal,
        clock,
        onWritten: identities.onWritten,
        onEvent: (event) => events.push(event),
      },
    );
    // Whatever fails here, the loop must not go on into the next test.
    ending = async () => {
      stop.abort();
      await loop;
    };
    await clock.idle();
    expect(
      events.map(({ kind }) => kind),
      'everybody was read, and nobody written',
    ).to.deep.equal(['pulled']);

    org.calls.reset();
    const begun = clock.now().getTime();
    for (const [afterMs, calls] of [
      [4_000, 0],
      [8_000, 0],
      [10_000, costOf('sync with 10 changes, without memberships')],
    ] as const) {
      await clock.pass();
      expect(clock.now().getTime() - begun).to.equal(afterMs);
      expect(org.calls.total, `calls after ${afterMs} ms without a change`).to.equal(calls);
    }

    const [one] = await facade
      .search(ACCOUNT, filters.and(filters.equals('IsActive', true), filters.startsWith('Email', 'a')), {
        attributesToGet: ['__NAME__'],
      })
      .toArray();
    const userName = one!.name.value;
    const [identity] = await identities.find('user', { userName });
    org.calls.reset();
    await identities.updateIdentity(identity!.id, { title: 'Head of Live' });
    await clock.idle();
    expect(org.calls.total, 'read, and written').to.equal(costOf('get a user') + costOf('update a user'));
    expect(events.at(-1)).to.deep.include({ kind: 'pushed' });
    expect(await titleOf(userName)).to.equal('Head of Live');
  });

  it('is no more for many changes than for one', async () => {
    const people = Array.from({ length: 100 }, (_, at) => {
      const email = `live.${at}@push.example`;
      return { userName: email, name: { familyName: `Live ${at}` }, email };
    });
    const made = await identities.createIdentities('user', people);
    await pushChanges(database(), push);
    for (const { id } of made) await identities.updateIdentity(id, { title: 'Many' });
    org.calls.reset();
    expect((await pushChanges(database(), push)).counts).to.deep.equal({
      CONFIRMED: { update: { changed: 100 } },
    });
    expect(org.calls.total).to.equal(costOf('get a user') + costOf('batch: update 1,000 users'));

    await identities.removeIdentity(made[0]!.id);
    org.calls.reset();
    expect((await pushChanges(database(), push)).counts).to.deep.equal({
      SOURCE_MISSING: { disable: { changed: 1 } },
    });
    expect(org.calls.total, 'a removed identity').to.equal(costOf('update a user'));
  });
});
