import { Name, SpecialAttributes, Uid, foldCase, sameName } from '@icf-ts/framework/spi';
import type { ClassDocument } from '../attribute-map-schema.js';
import { complexAttribute } from '../complex/complex-attribute.js';
import { writtenField, type MappingEntry } from '../mapping-entry.js';
import { ObjectMapping, isFieldName, type ObjectMappingData } from '../object-mapping.js';
import { entryOf, type Entry } from './entry-of.js';
import { oracleEntries } from './oracle-tables.js';
import { MapProblem, meant, meantOrKnown } from '../map-problem.js';
import { text, type Words } from '../../words/text.js';

/** Notes a problem of a part of the class: sentences. */
type Complain = (problem: Words | readonly Words[], ...path: readonly string[]) => void;

/** Attributes whose meaning is fixed, so that a map cannot give them another. */
const FIXED = [Uid.NAME, SpecialAttributes.PASSWORD, SpecialAttributes.CURRENT_PASSWORD];

/** What the reading of a class needs to know of its surroundings. */
export interface Surroundings {
  /** The classes that there are already. */
  readonly base: readonly ObjectMapping[];
  /** Names of attached kinds; undefined where they are not known. */
  readonly attachedKinds?: readonly string[] | undefined;
}

/** One class of the document, over the class of that name if there is one; undefined where it cannot be read. */
export function classOf(
  objectClass: string,
  detail: ClassDocument,
  { base, attachedKinds }: Surroundings,
  complain: Complain,
): ObjectMapping | undefined {
  const named = base.find((mapping) => sameName(mapping.objectClass, detail.like ?? objectClass));
  if (!named && detail.like !== undefined) {
    complain([text('map.unknown', detail.like), meantOrKnown(detail.like, classNames(base))], 'like');
    return undefined;
  }
  const isOwn = named !== undefined && detail.like === undefined;
  const sobject = detail.sobject ?? named?.sobject ?? objectClass;
  if (!isFieldName(sobject)) {
    complain([
      text('map.unknown', objectClass),
      meantOrKnown(objectClass, classNames(base)),
      text('map.needs', objectClass, 'sobject'),
    ]);
    return undefined;
  }
  const inherited: ObjectMappingData = named ?? {
    objectClass,
    sobject,
    passThrough: true,
    entries: [],
    deletes: sobject === 'User' ? 'deactivate' : 'row',
  };

  const given = { ...(detail.attributes ?? {}) };
  const oracle = oracleEntries(
    detail.oracle ?? {},
    (attribute) => Object.keys(given).some((name) => sameName(name, attribute)),
    (table, row, ...problem) => complain(problem, 'oracle', table, row),
  );
  const names = Object.entries({ ...oracle.attributes, ...given });
  const read: (readonly [string, Entry])[] = [];
  for (const [name, entry] of names) {
    try {
      read.push([name, entryOf(name, entry)]);
    } catch (error) {
      if (!(error instanceof MapProblem)) throw error;
      complain(error.words, 'attributes', name);
    }
  }
  const at = (attribute: string): readonly string[] => ['attributes', attribute];
  const own = read.flatMap(([, entry]) => ('own' in entry ? [entry.own] : []));
  checkEntries(read, (problem, name) => complain(problem, ...at(name)));
  if (detail.name !== undefined && !own.some(({ attribute }) => attribute === Name.NAME)) {
    own.unshift({ attribute: Name.NAME, field: detail.name, direction: 'both' });
  }
  const attached = read.flatMap(([name, entry]) => {
    if (!('attached' in entry)) return [];
    if (attachedKinds && !attachedKinds.some((kind) => sameName(kind, entry.attached.attached)))
      complain(
        [text('map.unknown', entry.attached.attached), meantOrKnown(entry.attached.attached, attachedKinds)],
        ...at(name),
      );
    return [entry.attached];
  });

  const passwords = read.flatMap(([name, entry]) => {
    if (!('password' in entry)) return [];
    if (sobject !== 'User')
      complain(text('fault.passwordOfNobody', sobject, entry.password.attribute), ...at(name));
    return [entry.password];
  });

  const fresh = detail.builtIn === false;
  const kept = fresh
    ? []
    : inherited.entries.filter(
        (entry) => !own.some((other) => clashes(entry, other)) && !isAmong(passwords, entry.attribute),
      );
  const keptAttached = fresh
    ? []
    : (inherited.attached ?? []).filter(
        ({ attribute }) => !isAmong([...own, ...attached, ...passwords], attribute),
      );
  const keptPasswords = fresh
    ? []
    : (inherited.passwordNames ?? []).filter((name) => !isAmong([...own, ...attached, ...passwords], name));
  const entries = [...kept, ...own];
  if (!isOwn && !entries.some(isName))
    entries.unshift({ attribute: Name.NAME, field: 'Name', direction: 'both' });
  if (!entries.some(isName)) complain(text('map.needs', objectClass, Name.NAME));

  const complex = [
    ...new Set([...(fresh ? [] : bases(inherited)), ...oracle.complex, ...(detail.complex ?? [])]),
  ];
  const data: ObjectMappingData = {
    ...inherited,
    objectClass: isOwn ? named.objectClass : objectClass,
    sobject,
    isBuiltIn: false,
    passThrough: detail.passThrough ?? inherited.passThrough,
    where: detail.where ?? inherited.where,
    operations: detail.operations ?? inherited.operations,
    deletes: detail.deletes ?? inherited.deletes,
    entries,
    attached: [...keptAttached, ...attached],
    passwordNames: [...keptPasswords, ...passwords.map(({ attribute }) => attribute)],
    complex: complex.flatMap((base) => {
      const found = complexAttribute(
        base,
        entries.map(({ attribute }) => attribute),
      );
      if (!found) complain(text('map.needs', base, `${base}.value`), 'complex');
      return found ?? [];
    }),
  };
  return resolved(data, detail, complain);
}

/** Puts columns in the place of what templates and the match rule name. */
function resolved(data: ObjectMappingData, detail: ClassDocument, complain: Complain): ObjectMapping {
  const mapping = new ObjectMapping(data);
  const known = mapping.entries.flatMap(({ attribute, field }) => [attribute, field]);
  const column = (name: string, ...path: readonly string[]): string | undefined => {
    const found = mapping.columnNamed(name);
    if (found === undefined) complain([text('map.neither', name), ...meant(name, known)], ...path);
    else if (mapping.entryOf(name)?.templates) complain(text('map.nested', name), ...path);
    return found;
  };
  const entries = mapping.entries.map((entry): MappingEntry => {
    const names = (entry.templates ?? entry.defaultTemplate ?? []).flatMap((template) => template.names);
    const columns = names.flatMap((name) => column(name, 'attributes', entry.attribute) ?? []);
    return entry.templates ? { ...entry, field: columns[0] ?? 'Id', columns: [...new Set(columns)] } : entry;
  });
  const by = (detail.match?.by ?? []).flatMap((name) => {
    const entry = mapping.entryOf(name);
    return (entry ? writtenField(entry) : column(name, 'match', 'by')) ?? [];
  });
  const match = detail.match ? { by, found: detail.match.found } : data.match;
  return new ObjectMapping({ ...data, entries, match });
}

const isName = ({ attribute, direction }: MappingEntry): boolean =>
  sameName(attribute, Name.NAME) && direction !== 'toTarget';

const classNames = (base: readonly ObjectMapping[]): readonly string[] =>
  base.map(({ objectClass }) => objectClass);
const bases = ({ complex = [] }: ObjectMappingData): readonly string[] =>
  complex.map(({ attribute }) => attribute);

/** An entry gives way to one of the same attribute or field; the special ones only to one that writes the field. */
const clashes = (kept: MappingEntry, own: MappingEntry): boolean =>
  sameName(kept.attribute, own.attribute) ||
  (!own.templates &&
    sameName(writtenField(kept), writtenField(own)) &&
    !(kept.attribute.startsWith('__') && (own.direction === 'fromTarget' || isOwnName(own))));

/** A field may stand under its own name beside another: both write it, and one call gives one of them. */
const isOwnName = (entry: MappingEntry): boolean => sameName(entry.attribute, writtenField(entry));

const isAmong = (entries: readonly { readonly attribute: string }[], name: string): boolean =>
  entries.some(({ attribute }) => sameName(attribute, name));

function checkEntries(
  entries: readonly (readonly [string, Entry])[],
  complain: (problem: Words, name: string) => void,
): void {
  const written = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, entry] of entries) {
    const [{ attribute }] = Object.values(entry) as [{ attribute: string }];
    if (FIXED.some((fixed) => sameName(fixed, attribute))) complain(text('map.fixed', attribute), name);
    if (seen.has(foldCase(attribute))) complain(text('map.twice', attribute), name);
    seen.add(foldCase(attribute));
    if (!('own' in entry) || entry.own.templates) continue;
    const field = writtenField(entry.own);
    if (sameName(field, 'Id')) complain(text('map.fixed', `Id (${Uid.NAME})`), name);
    if (entry.own.direction === 'fromTarget' || isOwnName(entry.own)) continue;
    const other = written.get(foldCase(field));
    if (other) complain(text('map.writtenTwice', field, other), name);
    written.set(foldCase(field), attribute);
  }
}
