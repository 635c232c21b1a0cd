import { kindsCondition, sourcesOf, type Source } from '../attached/attached-rows.js';
import type { AttachedKind } from '../attached/attached-kind.js';
import { heldText, type Lapse } from '../attached/lapses.js';
import type { Question } from '../session/query/ask-together.js';
import type { Session } from '../session/session.js';
import { fingerprint, fingerprintText } from './fingerprint.js';
import type { TableMark } from './sync-state.js';
import { readFrom, type Window } from './window.js';

/** A table whose rows say what objects of a class have attached. */
export interface WatchedTable {
  readonly name: string;
  readonly sobject: string;
  readonly ownerField: string;
  readonly where: string | undefined;
  /** The field that says when a row was last changed. */
  readonly stamp: string;
  /**
   * Memberships come and go, and what has gone leaves only a smaller count. Flags stand in one row of a user that stays;
   * freezing moves its LastModifiedDate, for there is no SystemModstamp.
   */
  readonly shape: AttachedKind['shape'];
  /** The flags; none of memberships. */
  readonly flags: readonly string[];
  /**
   * A flag whose changes no date may tell: nothing says what moves when failed logins lock a user, or when time unlocks.
   * The few rows where it is set are compared by every sync.
   */
  readonly restless: string | undefined;
  /** What ends rows that stay: nothing is stamped when one expires, but it counts no more. */
  readonly lapses: readonly Lapse[];
}

const LOCK_FIELD = 'IsPasswordLocked';

/** One table for all kinds that stand in one sObject, so that its rows are read once. */
export const watchedTables = (
  kinds: readonly AttachedKind[],
  session: Pick<Session, 'apiVersion'>,
): readonly WatchedTable[] =>
  sourcesOf(kinds, session).map((source) => {
    const { sobject, ownerField, lapses } = source;
    const { shape } = source.kinds[0]!;
    return {
      name: `${sobject}.${ownerField}`,
      sobject,
      ownerField,
      where: kindsCondition(source.kinds),
      stamp: shape === 'flag' ? 'LastModifiedDate' : 'SystemModstamp',
      shape,
      flags: shape === 'flag' ? source.kinds.map(({ valueField }) => valueField) : [],
      restless: restlessOf(source),
      lapses,
    };
  });

const restlessOf = ({ kinds }: Source): string | undefined =>
  kinds.map(({ valueField }) => valueField).find((field) => field === LOCK_FIELD);

/** Which rows a mark is of. */
export const identityOf = ({ where, restless }: WatchedTable): string =>
  fingerprintText(fingerprint(`${where} ${restless}`));

/** The mark of a table, where it is one of the same rows. */
export const markFor = (
  table: WatchedTable,
  marks: ReadonlyMap<string, TableMark> | undefined,
): TableMark | undefined => {
  const mark = marks?.get(table.name);
  return mark?.of === identityOf(table) ? mark : undefined;
};

/** What a sync asks of a table beside its other questions: all of its memberships where it is looked at first. */
export function tableQuestions(
  table: WatchedTable,
  mark: TableMark | undefined,
  window: Window,
): readonly Question[] {
  const { stamp, ownerField, restless, shape, flags } = table;
  const changed = `${stamp} >= ${mark ? readFrom(window, mark.from) : window.settled}`;
  const columns = ['Id', ownerField, stamp];
  if (shape === 'flag') {
    const condition = restless === undefined ? changed : `(${changed} OR ${restless} = true)`;
    return [{ soql: `${statement(table, window, [...columns, ...flags], condition)} ORDER BY ${stamp}` }];
  }
  if (!mark) return [wholeTable(table, window)];
  const rows = { soql: `${statement(table, window, columns, changed)} ORDER BY ${stamp}` };
  return [rows, { soql: statement(table, window, ['COUNT()']) }];
}

export const wholeTable = (table: WatchedTable, window: Window): Question => {
  const { ownerField, stamp } = table;
  return { soql: `${statement(table, window, ['Id', ownerField, stamp])} ORDER BY ${ownerField}` };
};

function statement(
  { sobject, where, lapses }: WatchedTable,
  { startedMs }: Window,
  columns: readonly string[],
  more?: string,
): string {
  const held = lapses.length > 0 ? heldText(lapses, startedMs) : undefined;
  const conditions = [where && `(${where})`, held, more].filter((part) => part !== undefined);
  const tail = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `SELECT ${columns.join(', ')} FROM ${sobject}${tail}`;
}
