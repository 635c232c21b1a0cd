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
}

/**
 * What is known of an attribute of an object class. `type` is the ICF name: `String`, `Boolean`, `Integer`, `Long`,
 * `Double`, `GuardedString`, `ZonedDateTime`, `ByteArray`, `Map`, `ConnectorObjectReference` …
 * @throws IllegalArgumentException for a contradiction among the flags.
 */
export class AttributeInfo {
  readonly name: string;
  readonly type: string;
  readonly flags: ReadonlySet<AttributeFlag>;
  readonly nativeName: string | null;
  readonly subtype: string | null;
  readonly referencedObjectClassName: string | null;
  readonly roleInReference: string | null;

  constructor(name: string, type: string, detail: AttributeInfoDetail = {}) {
    if (isBlank(name)) throw new IllegalArgumentException('The name of an attribute must not be blank.');
    this.name = name;
    this.type = type;
    this.flags = new Set(detail.flags);
    this.nativeName = detail.nativeName ?? null;
    this.subtype = detail.subtype ?? null;
    this.referencedObjectClassName = detail.referencedObjectClassName ?? null;
    this.roleInReference = detail.roleInReference ?? null;
    if (this.flags.has('NOT_READABLE') && !this.flags.has('NOT_RETURNED_BY_DEFAULT')) {
      throw new IllegalArgumentException(
        `Attribute '${name}' cannot be read, so it cannot be returned by default: add NOT_RETURNED_BY_DEFAULT.`,
      );
    }
    if ((this.referencedObjectClassName || this.roleInReference) && type !== 'ConnectorObjectReference') {
      throw new IllegalArgumentException(`Attribute '${name}' names a reference but has type ${type}.`);
    }
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
