import type { ConnectorObject, LookupFormat } from '@icf-ts/framework';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import { jsonOfValue } from './attribute-values.js';
import { MappingError } from './identity-mapping.js';
import type { EntryDocument } from './map-schema.js';
import { sameJson } from './same-json.js';
import { translationOf, type Lookups, type Translation } from './translation.js';

/** The place of a value in an object: a whole attribute, a part of one of its values, or all its values as rows. */
export interface ObjectSlot {
  /** In the identity's terms; undefined where there is nothing. @throws MappingError */
  read(object: ConnectorObject): JsonValue | undefined;
  /** What the attribute should hold, of what it holds now. `value` is null for nothing. @throws MappingError */
  place(value: JsonValue, present: readonly JsonValue[]): readonly JsonValue[];
  /** What of the present values is to be compared with what was placed. */
  comparable(present: readonly JsonValue[]): readonly JsonValue[];
}

/** The values of an attribute as JSON; empty where it is absent or has none. */
export function valuesOf(object: ConnectorObject | undefined, attribute: string): readonly JsonValue[] {
  const values = object?.attributes.get(attribute)?.values ?? NONE;
  if (values.length === 0) return NONE;
  const found: JsonValue[] = [];
  for (const value of values) if (value !== null) found.push(jsonOfValue(value, attribute));
  return found;
}

const NONE: readonly never[] = [];

export function slotOf(
  { attribute = '', columns, part, where, multiValued = false, ...entry }: EntryDocument,
  lookups: Lookups,
  format: LookupFormat | undefined,
): ObjectSlot {
  if (columns) {
    return rowSlot(
      attribute,
      columns.map((column) => ({ ...column, translation: translationOf(column, lookups, format) })),
    );
  }
  const translation = translationOf(entry, lookups, format);
  const read = (values: readonly JsonValue[]): JsonValue | undefined => {
    if (values.length > 1 && !multiValued) {
      throw new MappingError(
        `Attribute '${attribute}' has ${values.length} values, but the map wants one (\`multiValued: true\` takes all).`,
      );
    }
    const own = translation ? values.flatMap((value) => translation.toIdentity(value) ?? []) : values;
    return multiValued ? (own.length > 0 ? own : undefined) : own[0];
  };
  const place = (value: JsonValue): readonly JsonValue[] => {
    const list = listOf(value);
    return translation ? list.flatMap((item) => translation.toObject(item) ?? []) : list;
  };
  if (part !== undefined) return partSlot(attribute, part, where ?? {}, read, place);
  return {
    read: (object) => read(valuesOf(object, attribute)),
    place: (value) => place(value),
    comparable: (present) => present,
  };
}

const listOf = (value: JsonValue): readonly JsonValue[] =>
  value === null ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : [value];

/** `{type: work, value: …}`: one key of the value that `where` chooses. The other values stay as they are. */
function partSlot(
  attribute: string,
  part: string,
  where: JsonObject,
  read: (values: readonly JsonValue[]) => JsonValue | undefined,
  place: (value: JsonValue) => readonly JsonValue[],
): ObjectSlot {
  const isChosen = (value: JsonValue): value is JsonObject =>
    isObject(value) &&
    Object.entries(where).every(([name, wanted]) => sameJson(value[name] ?? null, wanted, 'ignore'));
  return {
    read: (object) => {
      const chosen = valuesOf(object, attribute).find(isChosen);
      const value = chosen?.[part];
      return value === undefined || value === null ? undefined : read([value]);
    },
    place: (value, present) => {
      const [own = null] = place(value);
      const index = present.findIndex(isChosen);
      const { [part]: _old, ...rest } = index < 0 ? where : (present[index] as JsonObject);
      const others = present.filter((_value, at) => at !== index);
      if (own !== null) {
        const placed = { ...rest, [part]: own };
        return index < 0 ? [...others, placed] : present.with(index, placed);
      }
      // What says nothing but which value it is says nothing.
      const isEmpty = Object.keys(rest).every((name) => name in where);
      return index < 0 || isEmpty ? others : present.with(index, rest);
    },
    comparable: (present) => present,
  };
}

interface Column {
  readonly identity: string;
  readonly part?: string;
  readonly translation: Translation | undefined;
}

/** Every value is a row: a map, or where there is one column without a part, the value itself. */
function rowSlot(attribute: string, columns: readonly Column[]): ObjectSlot {
  const [first] = columns;
  const plain = first?.part === undefined ? first : undefined;
  const parts = columns.flatMap(({ part }) => part ?? []);
  const toRow = (value: JsonValue): JsonObject | undefined => {
    const cells = columns.flatMap(({ identity, part, translation }) => {
      const cell = part === undefined ? value : isObject(value) ? value[part] : undefined;
      if (cell === undefined || cell === null) return [];
      const own = translation ? translation.toIdentity(cell) : cell;
      return own === undefined ? [] : [[identity, own] as const];
    });
    return cells.length > 0 ? Object.fromEntries(cells) : undefined;
  };
  const toValue = (row: JsonValue): JsonValue | undefined => {
    if (!isObject(row))
      throw new MappingError(`A row for '${attribute}' must be an object, not ${JSON.stringify(row)}.`);
    const cells = columns.flatMap(({ identity, part, translation }) => {
      const cell = Object.hasOwn(row, identity) ? row[identity] : undefined;
      if (cell === undefined || cell === null) return [];
      const own = translation ? translation.toObject(cell) : cell;
      return own === undefined ? [] : [[part ?? '', own] as const];
    });
    if (cells.length === 0) return undefined;
    return plain ? cells[0]![1] : Object.fromEntries(cells);
  };
  return {
    read: (object) => {
      const rows = valuesOf(object, attribute).flatMap((value) => toRow(value) ?? []);
      return rows.length > 0 ? rows : undefined;
    },
    place: (value) => listOf(value).flatMap((row) => toValue(row) ?? []),
    comparable: (present) =>
      plain
        ? present
        : present.map((value) =>
            isObject(value)
              ? Object.fromEntries(
                  Object.entries(value).filter(([name, cell]) => parts.includes(name) && cell !== null),
                )
              : value,
          ),
  };
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
