import { nowSeconds } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import type { FieldValues } from '../record/row.js';
import type { Random } from '../seed/random.js';
import type { RowChange } from './fault.js';

/** Changes rows of the org at random, without rules and without a call. */
export function changeRows(
  org: OrgState,
  { object, rows: count = 1, values = {} }: RowChange,
  random: Random,
): void {
  const spec = org.catalog.named(object);
  if (!spec) return;
  const table = org.store.table(spec.name);
  const places = new Set<number>();
  while (places.size < Math.min(count, table.size)) places.add(random.below(table.size));
  const seconds = nowSeconds(org);
  const changes: FieldValues = { LastModifiedDate: seconds, SystemModstamp: seconds };
  for (const name of Object.keys(changes)) if (!spec.fieldNamed(name)) delete changes[name];
  for (const [name, value] of Object.entries(values)) changes[spec.fieldNamed(name)?.name ?? name] = value;
  const chosen = [...table.rows()].filter((_row, place) => places.has(place));
  for (const row of chosen) table.update(row, changes);
}
