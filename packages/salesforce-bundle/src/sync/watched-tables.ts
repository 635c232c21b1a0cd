import type { AttachedKind } from '../attached/attached-kind.js';

/** A table whose rows say what objects of a class have attached. */
export interface WatchedTable {
  readonly name: string;
  readonly sobject: string;
  readonly ownerField: string;
  readonly where: string | undefined;
  /** The field that says when a row was last changed; undefined where it does not say so for all changes. */
  readonly stamp: string | undefined;
  /** Whether rows go, which only a count tells and a comparison with the former rows explains. */
  readonly rowsGo: boolean;
}

/*
 * A user's flags stand in one row that stays; freezing moves its LastModifiedDate, there is no SystemModstamp. What
 * moves when too many failed logins lock a user, or when time unlocks, is not documented: the few locked ones are
 * compared by every sync.
 */
const FLAGS = 'UserLogin';
const LOCK_FIELD = 'IsPasswordLocked';

/** One table for all kinds that stand in one sObject, so that its rows are read once. */
export function watchedTables(kinds: readonly AttachedKind[]): readonly WatchedTable[] {
  const nameOf = ({ sobject, ownerField }: AttachedKind): string => `${sobject}.${ownerField}`;
  return [...new Set(kinds.map(nameOf))].flatMap((name): WatchedTable[] => {
    const group = kinds.filter((kind) => nameOf(kind) === name);
    const { sobject, ownerField } = group[0]!;
    if (sobject !== FLAGS) {
      const where = unionOf(group.map((kind) => kind.where));
      return [{ name, sobject, ownerField, where, stamp: 'SystemModstamp', rowsGo: true }];
    }
    const flags = { sobject, ownerField };
    const locked = group.some(({ valueField }) => valueField === LOCK_FIELD);
    return [
      { ...flags, name, where: undefined, stamp: 'LastModifiedDate', rowsGo: false },
      ...(locked
        ? [{ ...flags, name: `${name} locked`, where: `${LOCK_FIELD} = true`, stamp: undefined, rowsGo: true }]
        : []),
    ];
  });
}

function unionOf(conditions: readonly (string | undefined)[]): string | undefined {
  const all = [...new Set(conditions)].sort();
  if (all.includes(undefined)) return undefined;
  return all.length === 1 ? all[0] : all.map((one) => `(${one})`).join(' OR ');
}
