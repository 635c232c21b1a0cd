import { GuardedString, LocalConnector, type ConnectorFacade } from '@icf-ts/framework';
import {
  GivenSecrets,
  Identities,
  SourceDocument,
  addIdentities,
  identityTypesOf,
  linksByIdentity,
  outboundJob,
  pushChanges,
  readJobs,
  reconcileOutbound,
  type JobDefinition,
  type JsonObject,
  type OutboundDefinition,
  type OutboundJob,
} from '@icf-ts/provisioning';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { KEPT, type KeptRepository } from './kept-bytes.js';

const FIRST = 'Geheim-First-1';
const SECOND = 'Geheim-Second-2';
const JOBS = `
out: { type: outbound, map: forgerock, correlation: forgerock, actions: provision, liveSeconds: 1 }
reporting: { type: outbound, map: forgerock, correlation: forgerock, actions: report }`;

const person = (name: string, more: JsonObject = {}): JsonObject => ({
  userName: `${name}@x.example`,
  givenName: name,
  sn: `Surname-${name}`,
  mail: `${name}@x.example`,
  ProfileId: 'Standard User',
  ...more,
});

for (const [kind, open] of Object.entries(KEPT)) {
  describe(`secrets of identities, ${kind}`, function () {
    this.timeout(60_000);
    let repository: KeptRepository;
    let org: Org;
    let facade: ConnectorFacade;
    let jobs: ReadonlyMap<string, JobDefinition>;
    let identities: Identities;
    before('a repository and an org', async function () {
      const opened = await open();
      if (!opened) return this.skip();
      repository = opened;
      org = await startOrg({ users: 5, trustedNetwork: true });
      const local = new LocalConnector(SalesforceConnector);
      const { clientId, clientSecret } = org.credentials;
      facade = local.createFacade(
        local.info.defaultConfiguration.withProperties({
          loginUrl: org.url,
          clientId,
          clientSecret: new GuardedString(clientSecret),
        }),
      );
      jobs = await readJobs(new SourceDocument(JOBS, 'jobs.yaml').section());
      identities = new Identities(repository.database, identityTypesOf(jobs.values()));
    });
    after(async () => {
      await facade?.dispose();
      await org?.close();
      await repository?.close();
    });

    const job = (name = 'out'): OutboundJob =>
      outboundJob(jobs.get(name) as OutboundDefinition, { name: 'salesforce', facade, lookups: [] });
    const push = (secrets?: GivenSecrets, name?: string) =>
      pushChanges(repository.database, job(name), secrets ? { secrets } : {});
    const passwordOf = async (identity: string): Promise<string | undefined> => {
      const [link] = await linksByIdentity(
        repository.database,
        { system: 'salesforce', objectClass: '__ACCOUNT__' },
        [identity],
      );
      return link && org.passwordOf(link.uid);
    };
    const messageOf = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'nothing failed',
        (error: Error) => error.message,
      );

    it('go with the push that follows, with a create and alone, and are kept nowhere', async () => {
      const secrets = new GivenSecrets();
      const ann = await identities.createIdentity('user', person('ann', { password: FIRST }), { secrets });
      expect(ann.attributes).to.deep.equal(person('ann'));
      expect((await push(secrets)).counts).to.deep.equal({ ABSENT: { create: { changed: 1 } } });
      expect(await passwordOf(ann.id)).to.equal(FIRST);
      expect((await push(secrets)).state, 'a secret is sent once').to.equal('idle');

      await identities.updateIdentity(ann.id, { password: SECOND }, { secrets });
      expect(await identities.findById(ann.id)).to.deep.equal(ann);
      expect((await push(secrets)).counts).to.deep.equal({ CONFIRMED: { update: { changed: 1 } } });
      expect(await passwordOf(ann.id)).to.equal(SECOND);

      const imported = [
        person('ann', { password: 'Geheim-Third-3' }),
        person('bob', { password: 'Geheim-Fourth-4' }),
      ];
      const outcomes = await identities.mergeIdentities('user', imported, { secrets });
      expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['updated', 'created']);
      await push(secrets);
      expect(await passwordOf(ann.id)).to.equal('Geheim-Third-3');
      expect(await passwordOf(outcomes[1]!.identities[0]!)).to.equal('Geheim-Fourth-4');

      expect(secrets.unsent()).to.deep.equal([]);
      expect(await repository.keeps('Surname-ann'), 'what is kept can be found').to.equal(true);
      expect(await repository.keeps('Geheim-')).to.equal(false);
    });

    it('are told where they did not arrive, and are gone', async () => {
      const secrets = new GivenSecrets();
      const weak = await identities.createIdentity('user', person('weak', { password: 'tiny' }), { secrets });
      const { counts } = await push(secrets);
      expect(counts).to.deep.equal({ ABSENT: { create: { failed: 1 } } });
      const [unsent, ...none] = secrets.unsent();
      expect(none).to.deep.equal([]);
      expect(unsent).to.deep.include({ identity: weak.id, path: 'password' });
      expect([...unsent!.reasons.keys()]).to.deep.equal(['out']);
      expect(unsent!.reasons.get('out')).to.include('at least 8 characters').and.not.include('tiny');
      expect(await passwordOf(weak.id)).to.equal(undefined);

      await identities.updateIdentity(weak.id, { password: FIRST }, { secrets });
      await push(secrets);
      expect(secrets.unsent(), 'given again it arrives').to.deep.equal([]);
      expect(await passwordOf(weak.id)).to.equal(FIRST);

      const lone = new GivenSecrets();
      await identities.updateIdentity(weak.id, { password: SECOND }, { secrets: lone });
      expect(lone.unsent(), 'nobody has taken it').to.deep.equal([
        { identity: weak.id, path: 'password', reasons: new Map() },
      ]);
      await push(lone, 'reporting');
      expect(lone.unsent()[0]!.reasons.get('reporting')).to.equal('CONFIRMED: report');
      expect(await passwordOf(weak.id)).to.equal(FIRST);
    });

    it('are refused where nobody could send them, and where they are no text', async () => {
      const asked = person('nobody', { password: SECOND });
      expect(await messageOf(identities.createIdentity('user', asked)))
        .to.include('a secret at password, which the repository does not keep')
        .and.not.include(SECOND);
      const listed = person('nobody', { password: [SECOND] });
      expect(
        await messageOf(identities.createIdentity('user', listed, { secrets: new GivenSecrets() })),
      ).to.equal('The secret at password must be a text.');
      expect(await identities.find('user', person('nobody'))).to.deep.equal([]);
    });

    it('of former times are not sent, and the next write drops them', async () => {
      const attributes = person('old', { password: FIRST });
      const keys = job().correlation.keysOf(attributes);
      const [id] = await addIdentities(repository.database, [{ type: 'user', attributes, keys }]);
      const { counts } = await reconcileOutbound(repository.database, job());
      expect(counts).to.have.nested.property('ABSENT.create.changed', 1);
      expect(await passwordOf(id!), 'the account is there, without a password').to.equal(undefined);
      expect(
        await linksByIdentity(repository.database, { system: 'salesforce', objectClass: '__ACCOUNT__' }, [
          id!,
        ]),
      ).to.have.length(1);
      expect((await identities.updateIdentity(id!, { sn: 'New' })).attributes).to.deep.equal(
        person('old', { sn: 'New' }),
      );
    });
  });
}
