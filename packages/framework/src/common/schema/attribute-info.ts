import { isBlank } from '../attribute.js';
import { IllegalArgumentException } from '../errors/exceptions.js';

/** What ICF says of an attribute beside its type, in the order in which it is written. */
export const ATTRIBUTE_FLAGS = [
  'REQUIRED',
  'MULTIVALUED',
  'NOT_CREATABLE',
  'NOT_UPDATEABLE',
  'NOT_READABLE',
  'NOT_RETURNED_BY_DEFAULT',
] as const;
export type AttributeFlag = (typeof ATTRIBUTE_FLAGS)[number];

export interface AttributeInfoDetail {
  readonly flags?: Iterable<AttributeFlag>;
  /** The target's own name of the attribute. */
  readonly nativeName?: string | null;
  /** E.g. `__STRING_CASE_IGNORE__`. */
  readonly subtype?: string | null;
  /** With type ConnectorObjectReference only. */
  readonly referencedObjectClassName?: string | null;
  /** With type ConnectorObjectReference only: `__SUBJECT__`, `__OBJECT__` or the connector's own. */
  readonly roleInReference?: string | null;
  /** Characters that a text may have. */
  readonly maxLength?: number | null;
  /** The only values that the target takes. */
  readonly allowedValues?: Iterable<string> | null;
  /** Values that the target offers beside any other. */
  readonly suggestedValues?: Iterable<string> | null;
  /** The object classes that values refer to, by Uid or by name; one that is no class of the schema by its native name. */
  readonly referencedObjectClasses?: Iterable<string> | null;
}

const listOf = (values: Iterable<string> | null | undefined): readonly string[] | null =>
  values ? Object.freeze([...values]) : null;

/**
 * What is known of an attribute of an object class. Bounds and values are known in-process only: the wire protocol has
 * no fields for them. `type` is the ICF name: `String`, `Boolean`, `Integer`, `Long`,
 * `Double`, `GuardedString`, `ZonedDateTime`, `ByteArray`, `Map`, `ConnectorObjectReference` …
 * @throws IllegalArgumentException for a contradiction among the flags, and for a bound or values of another type.
 */
export class AttributeInfo {
  readonly name: string;
  readonly type: string;
  readonly flags: ReadonlySet<AttributeFlag>;
  readonly nativeName: string | null;
  readonly subtype: string | null;
  readonly referencedObjectClassName: string | null;
  readonly roleInReference: string | null;
  readonly maxLength: number | null;
  readonly allowedValues: readonly string[] | null;
  readonly suggestedValues: readonly string[] | null;
  readonly referencedObjectClasses: readonly string[] | null;

  constructor(name: string, type: string, detail: AttributeInfoDetail = {}) {
    if (isBlank(name)) throw new IllegalArgumentException('The name of an attribute must not be blank.');
    this.name = name;
    this.type = type;
    this.flags = new Set(detail.flags);
    this.nativeName = detail.nativeName ?? null;
    this.subtype = detail.subtype ?? null;
    this.referencedObjectClassName = detail.referencedObjectClassName ?? null;
    this.roleInReference = detail.roleInReference ?? null;
    this.maxLength = detail.maxLength ?? null;
    this.allowedValues = listOf(detail.allowedValues);
    this.suggestedValues = listOf(detail.suggestedValues);
    this.referencedObjectClasses = listOf(detail.referencedObjectClasses);
    if (this.flags.has('NOT_READABLE') && !this.flags.has('NOT_RETURNED_BY_DEFAULT')) {
      throw new IllegalArgumentException(
        `Attribute '${name}' cannot be read, so it cannot be returned by default: add NOT_RETURNED_BY_DEFAULT.`,
      );
    }
    if ((this.referencedObjectClassName || this.roleInReference) && type !== 'ConnectorObjectReference') {
      throw new IllegalArgumentException(`Attribute '${name}' names a reference but has type ${type}.`);
    }
    if (this.maxLength !== null && !(Number.isSafeInteger(this.maxLength) && this.maxLength > 0)) {
      throw new IllegalArgumentException(
        `The maxLength of attribute '${name}' is a whole number above 0, not ${this.maxLength}.`,
      );
    }
    if (this.#saysTexts && type !== 'String' && type !== 'GuardedString') {
      throw new IllegalArgumentException(
        `Attribute '${name}' has type ${type}: maxLength, allowedValues and suggestedValues are of texts.`,
      );
    }
    if (this.allowedValues && this.suggestedValues) {
      throw new IllegalArgumentException(
        `Attribute '${name}' has allowedValues and suggestedValues: give the former where no other value is taken.`,
      );
    }
  }

  get #saysTexts(): boolean {
    return [this.maxLength, this.allowedValues, this.suggestedValues].some((each) => each !== null);
  }
  get isRequired(): boolean {
    return this.flags.has('REQUIRED');
  }
  get isMultiValued(): boolean {
    return this.flags.has('MULTIVALUED');
  }
  get isCreatable(): boolean {
    return !this.flags.has('NOT_CREATABLE');
  }
  get isUpdateable(): boolean {
    return !this.flags.has('NOT_UPDATEABLE');
  }
  get isReadable(): boolean {
    return !this.flags.has('NOT_READABLE');
  }
  get isReturnedByDefault(): boolean {
    return !this.flags.has('NOT_RETURNED_BY_DEFAULT');
  }
}
