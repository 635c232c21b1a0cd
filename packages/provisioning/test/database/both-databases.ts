import { openDatabase, migrate, type Database } from '@icf-ts/provisioning';
import { startPostgres, type PostgresServer } from './postgres-server.js';

/** Describes behaviour that both kinds of repository have; PostgreSQL's part is skipped where it is not installed. */
export function describeOnBoth(title: string, tests: (database: () => Database) => void): void {
  describe(`${title}, embedded`, function () {
    this.timeout(60_000);
    let database: Database;
    before(async () => {
      database = await openDatabase({});
      await migrate(database);
    });
    after(() => database.close());
    tests(() => database);
  });

  describe(`${title}, on a PostgreSQL server`, function () {
    this.timeout(60_000);
    let server: PostgresServer | undefined;
    let database: Database;
    before('PostgreSQL is installed', async function () {
      server = await startPostgres();
      if (!server) return this.skip();
      database = await openDatabase({ url: server.url });
      await migrate(database);
    });
    after(async () => {
      await database?.close();
      await server?.stop();
    });
    tests(() => database);
  });
}
