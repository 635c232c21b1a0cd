import {
  CaseInsensitiveMap,
  CaseInsensitiveSet,
  Name,
  SpecialAttributes,
  Uid,
  foldCase,
  sameName,
} from '@icf-ts/framework/spi';
import type { ComplexAttribute } from './complex/complex-attribute.js';
import { OPERATIONS, type ClassOperation, type DeleteRule } from './class-operations.js';
import { writtenField, type AttachedEntry, type FieldRef, type MappingEntry } from './mapping-entry.js';
import { parsePath } from './paths/attribute-path.js';

export { DIRECTIONS } from './mapping-entry.js';
export type { AttachedEntry, Direction, FieldRef, MappingEntry } from './mapping-entry.js';

/** A Salesforce field's own name: what may stand in a statement without quotes. */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,79}$/;
export const isFieldName = (name: string): boolean => FIELD_NAME.test(name) && !name.startsWith('__');

/** What a create does where a row of the same values exists already. */
export interface MatchRule {
  /** The fields, by Salesforce's names, that are all equal in the row. */
  readonly by: readonly string[];
  /** `skip` answers its Uid, `update` writes what was given to it, `error` refuses. */
  readonly found: (typeof MATCH_OUTCOMES)[number];
}
export const MATCH_OUTCOMES = ['skip', 'update', 'error'] as const;

/** What an {@link ObjectMapping} is made from. */
export interface ObjectMappingData {
  readonly objectClass: string;
  readonly sobject: string;
  /** Whether fields that are not mapped stand under their own names. */
  readonly passThrough: boolean;
  readonly entries: readonly MappingEntry[];
  readonly attached?: readonly AttachedEntry[] | undefined;
  /** Further names of `__PASSWORD__`. */
  readonly passwordNames?: readonly string[] | undefined;
  /** Attributes with parts, each part an entry whose name is a path. */
  readonly complex?: readonly ComplexAttribute[] | undefined;
  readonly where?: string | undefined;
  /** Default: all. */
  readonly operations?: readonly ClassOperation[] | undefined;
  /** Default: `row`. */
  readonly deletes?: DeleteRule | undefined;
  readonly match?: MatchRule | undefined;
  /** Whether nobody asked for the class, so that an org may lack its sObject. */
  readonly isBuiltIn?: boolean;
}

/** The attributes of one object class, both ways. */
export class ObjectMapping {
  readonly objectClass: string;
  readonly sobject: string;
  readonly passThrough: boolean;
  readonly entries: readonly MappingEntry[];
  readonly attached: readonly AttachedEntry[];
  readonly passwordNames: readonly string[];
  readonly complex: readonly ComplexAttribute[];
  /** Which rows are of this class, in SOQL; undefined for all. */
  readonly where: string | undefined;
  readonly operations: readonly ClassOperation[];
  /** What a delete does to a row. */
  readonly deletes: DeleteRule;
  /** What a create looks for first; undefined for nothing. */
  readonly match: MatchRule | undefined;
  readonly isBuiltIn: boolean;
  readonly #byAttribute: CaseInsensitiveMap<MappingEntry>;
  readonly #byField: CaseInsensitiveMap<MappingEntry>;
  readonly #passwordNames: CaseInsensitiveSet;
  readonly #attached: CaseInsensitiveMap<AttachedEntry>;
  readonly #complex: CaseInsensitiveMap<ComplexAttribute>;

  constructor(data: ObjectMappingData) {
    const { entries, attached = [], complex = [] } = data;
    this.objectClass = data.objectClass;
    this.sobject = data.sobject;
    this.passThrough = data.passThrough;
    this.entries = entries;
    this.attached = attached;
    this.passwordNames = data.passwordNames ?? [];
    this.complex = complex;
    this.where = data.where;
    this.operations = data.operations ?? OPERATIONS;
    this.deletes = data.deletes ?? 'row';
    this.match = data.match;
    this.isBuiltIn = data.isBuiltIn ?? false;
    this.#byAttribute = CaseInsensitiveMap.of(entries.map((entry) => [entry.attribute, entry]));
    this.#byField = CaseInsensitiveMap.of(
      // Of several attributes of a field the first writable one is what it is known by, else the first.
      [...entries.filter(isOneField)]
        .reverse()
        .sort((a, b) => Number(a.direction !== 'fromTarget') - Number(b.direction !== 'fromTarget'))
        .map((entry) => [writtenField(entry), entry]),
    );
    this.#passwordNames = CaseInsensitiveSet.of([SpecialAttributes.PASSWORD, ...this.passwordNames]);
    this.#attached = CaseInsensitiveMap.of(attached.map((entry) => [entry.attribute, entry]));
    this.#complex = CaseInsensitiveMap.of(complex.map((entry) => [entry.attribute, entry]));
  }

  /**
   * The column behind an attribute: `__UID__` is Id; an attribute that is not mapped stands for the field of its own
   * name, unless `passThrough` is off. Undefined where there is none, as for passwords. What a write goes to is
   * {@link writtenField} of {@link entryOf}.
   */
  fieldOf(attribute: string): FieldRef | undefined {
    if (this.attachedOf(attribute) || this.isPassword(attribute)) return undefined;
    const entry = this.#byAttribute.get(attribute) ?? this.#complexRef(attribute);
    if (entry) return entry;
    if (attribute.toLowerCase() === UID_NAME) return UID_ENTRY;
    if (!this.passThrough || !isFieldName(attribute)) return undefined;
    const mapped = this.#byField.get(attribute);
    const { direction = 'both' } = mapped ?? {};
    // Only a field that is mapped as it is has a better spelling than the caller's.
    const field = mapped && !mapped.reference && !mapped.transforms ? mapped.field : attribute;
    return { attribute, field, direction };
  }

  /** The entry of the map; undefined for attributes that are not mapped. */
  entryOf(attribute: string): MappingEntry | undefined {
    return this.#byAttribute.get(attribute);
  }

  /** Whether an attribute is the password, by any of its names: it is written, and stands for no field. */
  isPassword(attribute: string): boolean {
    return this.#passwordNames.has(attribute);
  }

  /** What an attribute stands for in rows of another sObject; undefined where it does not. */
  attachedOf(attribute: string): AttachedEntry | undefined {
    return this.#attached.get(attribute) ?? this.#attached.get(embeddedBase(attribute));
  }

  /** A complex attribute, by its name or by that of a list of its parts (`base~class~part`). */
  complexOf(attribute: string): ComplexAttribute | undefined {
    return this.#complex.get(attribute) ?? this.#complex.get(embeddedBase(attribute));
  }

  /** The attribute that a field is known by. */
  attributeOf = (field: string): string =>
    field === UID_ENTRY.field ? Uid.NAME : (this.#byField.get(field)?.attribute ?? field);

  /** Whether some attribute other than that of its own name stands for the field. */
  isMapped(field: string): boolean {
    return this.#byField.has(field);
  }

  /** The column that a template means by a name: an attribute's, or else a field's own. */
  columnNamed(name: string): string | undefined {
    if (this.isPassword(name)) return undefined;
    return (
      this.fieldOf(name)?.field ?? this.#byField.get(name)?.field ?? (isFieldName(name) ? name : undefined)
    );
  }

  /** Whether the class takes an operation. */
  allows(operation: ClassOperation): boolean {
    return this.operations.includes(operation);
  }

  /** `__NAME__`, which every object has. */
  get nameRef(): FieldRef {
    return this.#byAttribute.get(Name.NAME)!;
  }
  get nameField(): string {
    return this.nameRef.field;
  }
  /** The field that says whether the object is in use; undefined where the map has none. */
  get enableField(): string | undefined {
    return this.#byAttribute.get(SpecialAttributes.ENABLE)?.field;
  }
  /** The fields that a create fills in by itself. */
  get defaultedFields(): readonly string[] {
    return this.entries.filter(isDefaulted).map(writtenField);
  }
  /** Whether an org may lack the field. */
  isOptional(field: string): boolean {
    return this.entries.some((entry) => entry.optional === true && sameName(entry.field, field));
  }
  /** The attributes that a search returns when it is not asked for others. */
  get returnedByDefault(): readonly FieldRef[] {
    const parts = new Set(
      this.complex.flatMap(({ parts }) => parts.map(({ attribute }) => foldCase(attribute))),
    );
    return [
      ...this.entries.filter(
        ({ attribute, direction, returned }) =>
          direction !== 'toTarget' && returned !== false && !parts.has(foldCase(attribute)),
      ),
      ...this.complex.flatMap(({ attribute }) => this.#complexRef(attribute) ?? []),
    ];
  }

  #complexRef(attribute: string): FieldRef | undefined {
    const parts = this.complexOf(attribute)?.parts.flatMap(
      (part) => this.#byAttribute.get(part.attribute) ?? [],
    );
    const columns = parts?.filter(({ direction }) => direction !== 'toTarget').map(({ field }) => field);
    if (!columns || columns.length === 0) return undefined;
    const writable = parts!.some(({ direction }) => direction !== 'fromTarget');
    return { attribute, field: columns[0]!, columns, direction: writable ? 'both' : 'fromTarget' };
  }
}

const isOneField = ({ templates }: MappingEntry): boolean => !templates;
const isDefaulted = (entry: MappingEntry): boolean =>
  entry.constant !== undefined ||
  entry.default !== undefined ||
  entry.defaultFrom !== undefined ||
  entry.defaultTemplate !== undefined;

const embeddedBase = (attribute: string): string => {
  if (!attribute.includes('~')) return '';
  const path = parsePath(attribute);
  return path?.embedded ? path.base : '';
};

const UID_NAME = Uid.NAME.toLowerCase();
export const UID_ENTRY: FieldRef = { attribute: Uid.NAME, field: 'Id', direction: 'fromTarget' };
