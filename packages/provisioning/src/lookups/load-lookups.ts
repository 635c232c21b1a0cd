import { LookupDefinition, type LookupEntry } from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import type { Lookups } from '../mapping/translation.js';
import { lookupsOfSystem } from '../repository/lookup-entries.js';

/** The lookups of a system as the repository has them now, for the maps of a run: one statement. */
export async function loadLookups(database: Queryable, system: string): Promise<Lookups> {
  const entries = new Map<string, LookupEntry[]>();
  for (const { lookup, code, decode } of await lookupsOfSystem(database, system)) {
    const known = entries.get(lookup);
    if (known) known.push([code, decode]);
    else entries.set(lookup, [[code, decode]]);
  }
  const lookups = new Map(
    [...entries].map(([name, all]) => [
      name,
      new LookupDefinition({ name, kind: 'synchronized', entries: all }),
    ]),
  );
  return (name) => lookups.get(name);
}
