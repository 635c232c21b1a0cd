import {
  GuardedString,
  Name,
  ObjectClass,
  Uid,
  attribute,
  filters,
  type ConnectorFacade,
  type ConnectorObject,
  type Filter,
} from '@icf-ts/framework';
import { expect } from 'chai';

/** A table for a database connector, and what its configuration says of it. */
export const TABLE = `
  CREATE TABLE PEOPLE (
    ID VARCHAR(40) PRIMARY KEY, PASS VARCHAR(40), MAIL VARCHAR(80), AGE INT, SALARY BIGINT, CHANGED BIGINT);
  INSERT INTO PEOPLE VALUES ('ada', 'one', 'ada@example.test', 36, 5000000000, 1);
  INSERT INTO PEOPLE VALUES ('grace', 'two', 'grace@example.test', 85, 7, 2)`;

export const tableProperties = (jdbcUrl: string): Record<string, unknown> => ({
  jdbcUrlTemplate: jdbcUrl,
  jdbcDriver: 'org.h2.Driver',
  user: 'sa',
  password: new GuardedString('sa'),
  table: 'PEOPLE',
  keyColumn: 'ID',
  passwordColumn: 'PASS',
  changeLogColumn: 'CHANGED',
});

/** What a scenario needs: the facade, and a way to the rows past the connector. */
export interface Database {
  facade: ConnectorFacade;
  rows(where: string): Promise<readonly string[]>;
  change(statement: string): Promise<unknown>;
}

const names = (objects: readonly ConnectorObject[]): readonly string[] =>
  objects.map(({ name }) => name.value).sort();

/** One table used through a database connector, whichever family's server hosts it. Cases run in their order. */
export function describeDatabase(database: Database): void {
  const search = async (filter: Filter | null): Promise<readonly string[]> =>
    names(await database.facade.search(ObjectClass.ACCOUNT, filter).toArray());

  it('validates, tests and tells the columns of the table', async () => {
    const { facade } = database;
    await facade.validate();
    await facade.test();
    const account = (await facade.schema()).objectClass('__ACCOUNT__')!;
    expect(account.attribute('__NAME__')?.isRequired).to.equal(true);
    expect(account.attributeInfos.map(({ name }) => name)).to.include.members(['MAIL', 'AGE', 'SALARY']);
  });

  it('gets and searches rows', async () => {
    const ada = await database.facade.get(ObjectClass.ACCOUNT, new Uid('ada'));
    expect(String(ada?.attributes.single('SALARY'))).to.equal('5000000000');
    expect(await database.facade.get(ObjectClass.ACCOUNT, new Uid('nobody'))).to.equal(null);
    expect(await search(null)).to.deep.equal(['ada', 'grace']);
    expect(await search(filters.equals('MAIL', 'ada@example.test'))).to.deep.equal(['ada']);
    expect(await search(filters.endsWith('MAIL', '@example.test'))).to.deep.equal(['ada', 'grace']);
    expect(
      await search(filters.or(filters.startsWith('MAIL', 'gr'), filters.equals('MAIL', 'x'))),
    ).to.deep.equal(['grace']);
    expect(await search(filters.not(filters.equals('MAIL', 'ada@example.test')))).to.deep.equal(['grace']);
  });

  it('creates, updates and deletes rows, and reads the connector’s exceptions', async () => {
    const { facade, rows } = database;
    const john = [
      new Name('john'),
      attribute('MAIL', 'jöhn@example.test'),
      attribute('AGE', 41),
      attribute('__PASSWORD__', new GuardedString('pass')),
    ];
    const uid = await facade.create(ObjectClass.ACCOUNT, john);
    expect(uid.value).to.equal('john');
    expect(await rows("ID = 'john'")).to.deep.equal(['john/jöhn@example.test/41/pass']);
    const again = await facade.create(ObjectClass.ACCOUNT, john).then(
      () => expect.fail('accepted'),
      (error: Error) => error,
    );
    // The connector has no exception of its own for it.
    expect(again.message).to.include('john');

    await facade.update(ObjectClass.ACCOUNT, uid, [
      attribute('MAIL', 'j@example.test'),
      attribute('AGE', 42),
    ]);
    expect(await rows("ID = 'john'")).to.deep.equal(['john/j@example.test/42/pass']);
    await facade.delete(ObjectClass.ACCOUNT, uid);
    expect(await rows("ID = 'john'")).to.deep.equal([]);
    const gone = await facade.delete(ObjectClass.ACCOUNT, uid).then(
      () => expect.fail('accepted'),
      (error: Error) => error,
    );
    expect(gone.name).to.equal('UnknownUidException');
  });

  it('knows a person by name and password', async () => {
    const uid = await database.facade.authenticate(ObjectClass.ACCOUNT, 'ada', new GuardedString('one'));
    expect(uid.value).to.equal('ada');
  });

  it('hears of the rows that changed after its token', async () => {
    const { facade, change } = database;
    const token = await facade.getLatestSyncToken(ObjectClass.ACCOUNT);
    expect(String(token?.value)).to.equal('2');
    await change("UPDATE PEOPLE SET MAIL = 'new@example.test', CHANGED = 3 WHERE ID = 'ada'");
    const deltas = await facade.sync(ObjectClass.ACCOUNT, token).toArray();
    expect(
      deltas.map(({ type, uid, object }) => [type, uid.value, object?.attributes.single('MAIL')]),
    ).to.deep.equal([['CREATE_OR_UPDATE', 'ada', 'new@example.test']]);
    const next = await facade.getLatestSyncToken(ObjectClass.ACCOUNT);
    expect(String(next?.value)).to.equal('3');
    expect(await facade.sync(ObjectClass.ACCOUNT, next).toArray()).to.deep.equal([]);
  });
}
