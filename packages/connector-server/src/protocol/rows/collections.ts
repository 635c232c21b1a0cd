import { AttributeSet, BigDecimal, CaseInsensitiveMap, CaseInsensitiveSet, Locale } from '@icf-ts/framework';
import { MapEntry } from '../map-entry.js';
import { ProtocolError } from '../protocol-error.js';
import { bigintOf } from './digits.js';
import { needOnly } from './read.js';
import { flag, int, items, record, text, type Row } from './row.js';

const INT_MIN = -(2 ** 31);

/** Sections 2.6 and 3.2. Every List, Set and Map implementation travels under these names. */
export const collections: readonly Row[] = [
  record('List', Array, [items((value: readonly unknown[]) => value)], (_fields, values) => values),
  record(
    'Set',
    Set,
    [
      flag('caseInsensitive', (value: Iterable<unknown>) => value instanceof CaseInsensitiveSet),
      items((value: Iterable<unknown>) => value),
    ],
    ([caseInsensitive], values) =>
      caseInsensitive ? CaseInsensitiveSet.of(values.map(String)) : new Set(values),
  ),
  record(
    'Map',
    Map,
    [
      flag('caseInsensitive', (value: ReadonlyMap<unknown, unknown>) => value instanceof CaseInsensitiveMap),
      items((value: ReadonlyMap<unknown, unknown>) => entriesOf(value)),
    ],
    ([caseInsensitive], values) => {
      const entries = values.map((value) => needOnly(MapEntry, value, 'An entry of a Map'));
      return caseInsensitive
        ? CaseInsensitiveMap.of(entries.map(({ key, value }) => [String(key), value]))
        : new Map(entries.map(({ key, value }) => [key, value]));
    },
  ),
  record('MapEntry', MapEntry, [items(({ key, value }: MapEntry) => [key, value])], (_fields, values) => {
    if (values.length < 2) throw new ProtocolError('An entry of a Map has no value.');
    return new MapEntry(values[0], values[1]);
  }),
  record(
    'BigDecimal',
    BigDecimal,
    [
      text('unscaled', (value: BigDecimal) => value.unscaled.toString()),
      int('scale', (value: BigDecimal) => value.scale),
    ],
    ([unscaled, scale = 0]) => {
      if (unscaled === undefined) return null;
      if (scale === INT_MIN) throw new ProtocolError('The scale of a BigDecimal is out of range.');
      return new BigDecimal(bigintOf(unscaled as string), scale as number);
    },
  ),
  record(
    'Locale',
    Locale,
    [
      text('language', (value: Locale) => value.language),
      text('country', (value: Locale) => value.country),
      text('variant', (value: Locale) => value.variant),
    ],
    ([language = '', country = '', variant = '']) =>
      new Locale(language as string, country as string, variant as string),
  ),
];

function* entriesOf(map: ReadonlyMap<unknown, unknown>): Generator<MapEntry> {
  for (const [key, value] of map) yield new MapEntry(key, value);
}

/** Classes of the domain that travel as one of the types above. */
export const COLLECTION_CLASSES: readonly (readonly [object, string])[] = [
  [AttributeSet, 'Set'],
  [CaseInsensitiveSet, 'Set'],
  [CaseInsensitiveMap, 'Map'],
];
