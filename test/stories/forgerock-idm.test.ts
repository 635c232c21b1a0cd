import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allIdentities, linksByIdentity, runsOf, type Identity } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeStory } from './describe-story.js';
import type { StoryStage } from './story-stage.js';

const ADA = 'ada.nowak.1@emulated.example';
const LIAM = 'liam.zimmermann.2@emulated.example';
const FIELDS = 'Id, Username, FirstName, LastName, Email, Phone, Title, IsActive';
const PEOPLE = "Profile.Name != null AND UserType != 'Guest'";

/** The refresh tokens that the commands left, one after the other. */
const tokens: string[] = [];
const watch = async ({ folder }: StoryStage, command: string): Promise<void> => {
  if (!/^icf (?:salesforce|test|reconcile|get)/.test(command)) return;
  tokens.push((await folder.read('salesforce.refresh-token')).trim());
};

describeStory({ name: 'forgerock-idm', watch }, (stage, costs) => {
  /** The users of the repository by their names. */
  const users = (): Promise<ReadonlyMap<unknown, Identity>> =>
    stage().inRepository(async (database) => {
      const found = new Map<unknown, Identity>();
      for await (const page of allIdentities(database, 'user'))
        for (const user of page) found.set(user.attributes['userName'], user);
      return found;
    });

  it('has brought every person of the org into the repository, as sync.json maps them', async () => {
    const rows = await stage().rows(`SELECT ${FIELDS} FROM User WHERE ${PEOPLE}`);
    expect(rows).to.have.length(13);
    const expected = rows.map((row) => ({
      userName: row['Username'],
      sn: row['LastName'],
      mail: row['Email'],
      accountStatus: row['IsActive'] === true ? 'active' : 'inactive',
      ...(row['FirstName'] === null ? {} : { givenName: row['FirstName'] }),
      ...(row['Phone'] === null ? {} : { telephoneNumber: row['Phone'] }),
      ...(row['Title'] === null ? {} : { title: row['Title'] }),
    }));
    const found = [...(await users()).values()].map(({ attributes }) => attributes);
    expect(found).to.have.deep.members(expected);
  });

  it('has sent the change of one identity to Salesforce, and brought another back', async () => {
    const reconciling = 'icf reconcile systemSalesforceUser_managedUser';
    expect(costs().filter((cost) => /^icf (?:identity update|reconcile)/.test(cost))).to.deep.equal([
      `${reconciling}: 3`,
      `icf identity update userName=${ADA} sn=Lovelace title=Countess: 2`,
      `${reconciling}: 1`,
    ]);
    const [ada, liam] = await stage().rows(
      `SELECT ${FIELDS} FROM User WHERE Username IN ('${ADA}', '${LIAM}') ORDER BY Username`,
    );
    expect(ada).to.include({ LastName: 'Lovelace', Title: 'Countess', FirstName: 'Ada', IsActive: true });
    const known = await users();
    expect(known.get(ADA)!.attributes).to.include({ sn: 'Lovelace', title: 'Countess' });
    expect(liam).to.include({ Phone: '+1 555 0100' });
    expect(known.get(LIAM)!.attributes).to.include({ telephoneNumber: '+1 555 0100' });
    expect(known.get(ADA)!.revision).to.equal(2);
  });

  it('keeps links and runs', async () => {
    const known = [...(await users()).values()];
    await stage().inRepository(async (database) => {
      const scope = { system: 'salesforce', objectClass: 'User' };
      const links = await linksByIdentity(
        database,
        scope,
        known.map(({ id }) => id),
      );
      const nameOf = new Map(links.map(({ identity, name }) => [identity, name]));
      expect(known.map(({ id }) => nameOf.get(id))).to.deep.equal(
        known.map(({ attributes }) => attributes['userName']),
      );
      const inbound = await runsOf(database, 'systemSalesforceUser_managedUser');
      expect(inbound.map(({ kind, state }) => [kind, state])).to.deep.equal([
        ['incremental reconciliation', 'done'],
        ['reconciliation', 'done'],
      ]);
      const outbound = await runsOf(database, 'managedUser_systemSalesforceUser');
      expect(outbound.map(({ kind, counts }) => [kind, counts])).to.deep.equal([
        ['push', { CONFIRMED: { update: { changed: 1 } } }],
      ]);
    });
  });

  it('has the refresh token of the last login in its file, for the owner alone', async () => {
    const { folder } = stage();
    const file = 'salesforce.refresh-token';
    const token = (await folder.read(file)).trim();
    expect(tokens.length, 'of icf salesforce login and of each command that logs in').to.be.greaterThan(3);
    expect(new Set(tokens).size).to.equal(tokens.length);
    expect(tokens.at(-1)).to.equal(token);
    expect((await stat(join(folder.path, file))).mode & 0o777).to.equal(0o600);
    expect((await stat(join(folder.path, 'client-secret'))).mode & 0o777).to.equal(0o600);
    const { printed } = await folder.run('icf test');
    expect(printed).to.include('✔ salesforce');
    // The token of the consent was used up by the first command.
    await writeFile(join(folder.path, file), tokens[0]!);
    expect((await folder.run('icf test')).exitCode, 'exit code').to.equal(5);
  });
});
