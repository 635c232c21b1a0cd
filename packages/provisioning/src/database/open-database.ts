import type { Database } from './database.js';
import { openPglite } from './pglite-database.js';
import { openPostgres, type PostgresLimits } from './postgres-database.js';

/** Where the repository is: a server's URL, or a folder of this host; neither for one that ends with the process. */
export interface DatabaseLocation extends PostgresLimits {
  readonly url?: string | undefined;
  readonly folder?: string | undefined;
}

/** @throws DatabaseError where it cannot be opened. */
export const openDatabase = ({ url, folder, ...limits }: DatabaseLocation): Promise<Database> =>
  url === undefined ? openPglite(folder) : openPostgres(url, limits);
