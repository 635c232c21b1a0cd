import type { Queryable } from '../database/database.js';

/**
 * Tells the planner how large the tables are. An embedded engine has nobody else who does, and a server's own
 * housekeeping comes too late for a run that fills empty tables: without it, every page of a listing sorts the rest of
 * the table. Takes a sample of fixed size.
 */
export const refreshStatistics = async (database: Queryable): Promise<void> =>
  void (await database.query('ANALYZE identity, identity_key, link'));
