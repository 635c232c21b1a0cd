import { COUNT_POLICIES, SYNC_DELTA_TYPES, VALUE_LIST_OPENNESS } from '@icf-ts/framework';
import { EnumValue } from '../enum-value.js';
import { need, oneOf } from './read.js';
import { connIdOnly, record, text, type Row } from './row.js';

const constants = (name: string, values: readonly string[] | null): Row =>
  record(name, null, [text('value', (value: EnumValue) => value.value)], ([value]) => {
    const constant = need<string>(value, `${name}.value`);
    return new EnumValue(name, values === null ? constant : oneOf(values, constant, name));
  });

/** Constants that travel as objects. Flags of a newer peer are read and then left out, so theirs is an open list. */
export const constantRows: readonly Row[] = [
  constants('SyncDeltaType', SYNC_DELTA_TYPES),
  connIdOnly(constants('ValueListOpenness', VALUE_LIST_OPENNESS)),
  constants('CountPolicy', COUNT_POLICIES),
  constants('AttributeInfoFlag', null),
];
