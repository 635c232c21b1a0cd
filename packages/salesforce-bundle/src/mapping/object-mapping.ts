import { CaseInsensitiveMap, Name, SpecialAttributes, Uid, sameName } from '@icf-ts/framework/spi';
import type { ComputedDefaultName } from './computed-defaults.js';
import type { MembershipPolicy } from './membership-policy.js';

export const DIRECTIONS = ['both', 'toTarget', 'fromTarget'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One attribute and the field that it stands for. */
export interface MappingEntry {
  readonly attribute: string;
  readonly field: string;
  readonly direction: Direction;
  /** Required on create, whatever the describe says. */
  readonly required?: boolean;
  /** Written on create when the caller gives no value. */
  readonly default?: string | number | boolean;
  readonly defaultFrom?: ComputedDefaultName;
}

/** One attribute that stands for what the object has in rows of another sObject, by the kind's name in their table. */
export interface AttachedEntry {
  readonly attribute: string;
  readonly attached: string;
  readonly by: 'id' | 'name';
  /** Undefined: what the configuration says of the kind. */
  readonly policy?: MembershipPolicy | undefined;
}

/** A field as a caller may name it. */
export type FieldRef = Pick<MappingEntry, 'attribute' | 'field' | 'direction'>;

/** A Salesforce field's own name: what may stand in a statement without quotes. */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,79}$/;
export const isFieldName = (name: string): boolean => FIELD_NAME.test(name) && !name.startsWith('__');

/** What an {@link ObjectMapping} is made from. */
export interface ObjectMappingData {
  readonly objectClass: string;
  readonly sobject: string;
  /** Whether fields that are not mapped stand under their own names. */
  readonly passThrough: boolean;
  readonly entries: readonly MappingEntry[];
  readonly attached?: readonly AttachedEntry[] | undefined;
  readonly where?: string | undefined;
}

/** The attributes of one object class, both ways. */
export class ObjectMapping {
  readonly objectClass: string;
  readonly sobject: string;
  readonly passThrough: boolean;
  readonly entries: readonly MappingEntry[];
  readonly attached: readonly AttachedEntry[];
  /** Which rows are of this class, in SOQL; undefined for all. */
  readonly where: string | undefined;
  readonly #byAttribute: CaseInsensitiveMap<MappingEntry>;
  readonly #byField: CaseInsensitiveMap<MappingEntry>;

  constructor({ objectClass, sobject, passThrough, entries, attached = [], where }: ObjectMappingData) {
    this.objectClass = objectClass;
    this.sobject = sobject;
    this.passThrough = passThrough;
    this.entries = entries;
    this.attached = attached;
    this.where = where;
    this.#byAttribute = CaseInsensitiveMap.of(entries.map((entry) => [entry.attribute, entry]));
    this.#byField = CaseInsensitiveMap.of([...entries].reverse().map((entry) => [entry.field, entry]));
  }

  /**
   * The field behind an attribute: `__UID__` is Id; an attribute that is not mapped stands for the field of its own
   * name, unless `passThrough` is off. Undefined where there is none, as for passwords.
   */
  fieldOf(attribute: string): FieldRef | undefined {
    if (this.attachedOf(attribute)) return undefined;
    const entry = this.#byAttribute.get(attribute);
    if (entry) return entry;
    if (attribute.toLowerCase() === UID_NAME) return UID_ENTRY;
    if (!this.passThrough || !isFieldName(attribute)) return undefined;
    const { field = attribute, direction = 'both' } = this.#byField.get(attribute) ?? {};
    return { attribute, field, direction };
  }

  /** What an attribute stands for in rows of another sObject; undefined where it does not. */
  attachedOf(attribute: string): AttachedEntry | undefined {
    return this.attached.find((entry) => sameName(entry.attribute, attribute));
  }

  /** The attribute that a field is known by. */
  attributeOf = (field: string): string =>
    field === UID_ENTRY.field ? Uid.NAME : (this.#byField.get(field)?.attribute ?? field);

  /** Whether some attribute other than that of its own name stands for the field. */
  isMapped(field: string): boolean {
    return this.#byField.has(field);
  }

  get nameField(): string {
    return this.#byAttribute.get(Name.NAME)!.field;
  }
  /** The field that says whether the object is in use; undefined where the map has none. */
  get enableField(): string | undefined {
    return this.#byAttribute.get(SpecialAttributes.ENABLE)?.field;
  }
  /** The attributes that a search returns when it is not asked for others. */
  get returnedByDefault(): readonly MappingEntry[] {
    return this.entries.filter(({ direction }) => direction !== 'toTarget');
  }
}

const UID_NAME = Uid.NAME.toLowerCase();
export const UID_ENTRY: FieldRef = { attribute: Uid.NAME, field: 'Id', direction: 'fromTarget' };
