import { Uid, SpecialAttributes, foldCase, sameName } from '@icf-ts/framework/spi';
import { ORACLE_TABLES, type EntryDocument, type OracleTables } from '../attribute-map-schema.js';
import { parseFormField, parsePath, pathKey, pathText, type AttributePath } from '../paths/attribute-path.js';
import { SCIM_USER, type ScimTarget } from '../paths/scim-fields.js';
import { text, type Words } from '../../words/text.js';
import { meant } from '../map-problem.js';

/** What Oracle's tables say, in terms of a map. */
export interface OracleEntries {
  readonly attributes: Readonly<Record<string, EntryDocument>>;
  readonly complex: readonly string[];
}

/** Notes a problem of one row. */
type Complain = (table: string, row: string, ...problem: readonly Words[]) => void;

/** Attributes that no map can give another meaning, and of which `__UID__` and the password stand in Oracle's tables. */
const FIXED = new Set([Uid.NAME, SpecialAttributes.PASSWORD].map(foldCase));

/**
 * Reads Oracle's lookup definitions as they are: left the field of a form, right the attribute by its path. What both
 * write and read is both; what only a reconciliation has is only read. `isKnown` tells attributes that the map says
 * itself.
 */
export function oracleEntries(
  tables: OracleTables,
  isKnown: (attribute: string) => boolean,
  complain: Complain,
): OracleEntries {
  const attributes: Record<string, EntryDocument> = {};
  const complex = new Set<string>();
  for (const table of ORACLE_TABLES) {
    const fromTarget = table !== 'provisioning';
    for (const [left, right] of Object.entries(tables[table] ?? {})) {
      if (!parseFormField(left)) complain(table, left, text('map.form', left, 'Groups~Group Name[LOOKUP]'));
      const path = parsePath(right);
      if (!path) {
        complain(table, left, text('map.form', right, 'emails.value,type:work | groups~groups~value'));
        continue;
      }
      const name = pathText({ ...path, sub: path.embedded ? undefined : path.sub });
      if (FIXED.has(foldCase(name)) || isKnown(name) || isKnown(right) || sameName(left, right)) continue;
      for (const [attribute, target] of targetsOf(path, name)) {
        attributes[attribute] ??= entryOf(target, fromTarget);
        if (path.embedded && !('attached' in target)) complex.add(path.base);
      }
      if (targetsOf(path, name).length > 0) continue;
      // A field of the org's own, under its own name.
      if (/__c$/.test(name)) attributes[name] ??= entryOf({ field: name }, fromTarget);
      else complain(table, left, text('map.neither', right), ...near(name));
    }
  }
  return { attributes, complex: [...complex] };
}

/** The attributes that a path means, and what is behind each: one, or all parts of a list. */
function targetsOf(path: AttributePath, name: string): readonly (readonly [string, ScimTarget])[] {
  if (!path.embedded) {
    const target = own(pathKey(path));
    return target ? [[name, target]] : [];
  }
  const base = pathKey({ ...path, sub: undefined });
  const whole = own(base);
  if (whole) return [[path.base, whole]];
  return Object.entries(SCIM_USER).flatMap(([key, target]) =>
    key.startsWith(`${base}.`) && 'field' in target
      ? [[`${path.base}${key.slice(base.length)}`, target] as const]
      : [],
  );
}

const own = (key: string): ScimTarget | undefined =>
  SPECIAL[key] ?? (Object.hasOwn(SCIM_USER, key) ? SCIM_USER[key] : undefined);
const SPECIAL: Readonly<Record<string, ScimTarget>> = {
  __name__: { field: 'Username' },
  __enable__: { field: 'IsActive' },
};

const entryOf = (target: ScimTarget, fromTarget: boolean): EntryDocument =>
  'attached' in target
    ? { attached: target.attached, by: 'id' }
    : { field: target.field, ...(fromTarget || target.readOnly ? { direction: 'fromTarget' } : {}) };

const near = (name: string): readonly Words[] =>
  meant(name.replace(/^__[A-Z_]+__\./, ''), Object.keys(SCIM_USER));
