import { SpecialAttributes } from '@icf-ts/framework';
import type { Section } from '../document/source-document.js';
import { entriesOf, type MapEntry } from './map-entry.js';
import type { ColumnDocument, EntryDocument, OracleDocument, TableDocument } from './map-schema.js';

/** A name in Oracle's form: `Groups~Group Name[LOOKUP]`. */
interface FormField {
  /** The child form; undefined for a field of the form itself. */
  readonly form: string | undefined;
  readonly label: string;
  readonly marks: readonly string[];
}

const FORM_FIELD = /^(?:([^~[\]]+)~)?([^~[\]]+)(?:\[([A-Za-z, ]*)\])?$/;
/** A special name, also with an underscore too many or too few, as printed guides have them. */
const SPECIAL = /^_*([A-Z]+(?:_[A-Z]+)*)_{2,}(?=$|\.)/;

const TABLES = [
  { name: 'provisioning', direction: 'outbound' },
  { name: 'reconciliation', direction: 'inbound' },
  { name: 'trusted', direction: 'inbound' },
] as const;

/** What an account's state reads in a process form, and what a user's does. */
const STATUS = { Enabled: true, Disabled: false } as const;
const TRUSTED_STATUS = { Active: true, Disabled: false } as const;

/**
 * Reads Oracle's lookup definitions as they are: left a field of the form, right the attribute by its path; `[LOOKUP]`
 * and `[TRUSTED]` count, child forms become lists of objects. Problems are noted in the document.
 */
export function oracleEntries(section: Section): readonly MapEntry[] {
  const { trustedDefaults = {}, lookups = {}, rename = {}, ...tables } = section.value as OracleDocument;
  const defaults = Object.entries(trustedDefaults).flatMap(([label, trustedDefault]) =>
    entriesOf({ identity: [label], trustedDefault }, section.at('trustedDefaults', label)),
  );
  const given = TABLES.flatMap(({ name, direction }) => {
    const rows = Object.entries(tables[name] ?? {});
    return tableEntries(rows, section.at(name), { direction, lookups, rename });
  });
  return [...defaults, ...given];
}

function tableEntries(
  rows: readonly (readonly [string, string])[],
  section: Section,
  {
    direction,
    lookups,
    rename,
  }: {
    readonly direction: 'inbound' | 'outbound';
    readonly lookups: TableDocument;
    readonly rename: TableDocument;
  },
): readonly MapEntry[] {
  const lists = new Map<
    string,
    { readonly entry: EntryDocument; readonly columns: ColumnDocument[]; at: Section }
  >();
  const entries: MapEntry[] = [];
  for (const [left, right] of rows) {
    const at = section.at(left);
    const field = parseFormField(left);
    if (!field) {
      at.complain(`'${left}' is no name of a form's field, such as Groups~Group Name[LOOKUP]`);
      continue;
    }
    const lookup = lookupOf(field, lookups, at);
    // A field of the identity manager's own, which the guide has on both sides, is no attribute of the system.
    if (field.label === right && right.includes(' ')) continue;
    const { form, label } = renamed(field, rename);
    const [base = '', , part] = right.split('~').map((text) => special(text.trim()));
    if ((form !== undefined) !== (part !== undefined)) {
      at.complain(
        `'${left}' and '${right}' do not fit: the column of a child form stands for attribute~class~part`,
      );
      continue;
    }
    if (form === undefined || part === undefined) {
      if (direction === 'outbound' && base === SpecialAttributes.UID) continue;
      const values = base === SpecialAttributes.ENABLE ? statusOf(field) : undefined;
      const entry = {
        identity: [label],
        attribute: base,
        direction,
        ...lookup,
        ...(values ? { values } : {}),
      };
      entries.push(...entriesOf(entry, at));
      continue;
    }
    const key = `${form}\u0000${base}`;
    const list = lists.get(key) ?? {
      entry: { identity: [form], attribute: base, direction },
      columns: [],
      at,
    };
    list.columns.push({ identity: label, part, ...lookup });
    lists.set(key, list);
  }
  for (const { entry, columns, at } of lists.values()) {
    const [only] = columns;
    // What has no part but its value has plain values.
    const plain = columns.length === 1 && only?.part === 'value';
    const { part: _part, ...column } = only!;
    entries.push(...entriesOf({ ...entry, columns: plain ? [column] : columns }, at));
  }
  return entries;
}

const statusOf = ({ marks }: FormField) => (marks.includes('TRUSTED') ? TRUSTED_STATUS : STATUS);

function lookupOf({ label, marks }: FormField, lookups: TableDocument, at: Section): Partial<ColumnDocument> {
  if (!marks.includes('LOOKUP')) return {};
  const name = lookups[label];
  if (name !== undefined) return { lookup: { name, holds: 'code' } };
  at.complain(`is a lookup, but which? Give it under oracle.lookups, as \`${label}: Lookup.…\``);
  return {};
}

function renamed({ form, label, marks }: FormField, rename: TableDocument): FormField {
  const other = rename[form === undefined ? label : `${form}~${label}`];
  const { form: newForm = form, label: newLabel } = (other === undefined
    ? undefined
    : parseFormField(other)) ?? {
    label,
  };
  return { form: newForm, label: newLabel, marks };
}

function parseFormField(text: string): FormField | undefined {
  const parts = FORM_FIELD.exec(text.trim());
  if (!parts) return undefined;
  const [, form, label, marks] = parts;
  return {
    form: form?.trim(),
    label: label!.trim(),
    marks: (marks ?? '').split(',').flatMap((mark) => mark.trim().toUpperCase() || []),
  };
}

const special = (name: string): string => name.replace(SPECIAL, (_all, word: string) => `__${word}__`);
