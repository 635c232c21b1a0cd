import { Attribute, isBlank } from './attribute.js';
import { IllegalArgumentException } from './errors/exceptions.js';
import type { Name } from './name.js';

/** What may accompany the value of a Uid. */
export interface UidDetail {
  /** The target's version of the object, where it has one: lets an update fail instead of overwriting. */
  readonly revision?: string;
  /** The object's name, for targets that are addressed by name. */
  readonly nameHint?: Name;
}

/**
 * The `__UID__` attribute: identifies the object on its target, for ever, within its object class.
 * @throws IllegalArgumentException for a blank value or revision.
 */
export class Uid extends Attribute {
  static readonly NAME = '__UID__';
  readonly revision?: string;
  readonly nameHint?: Name;

  constructor(value: string, detail: UidDetail = {}) {
    if (isBlank(value)) throw new IllegalArgumentException('The value of a Uid must not be blank.');
    super(Uid.NAME, Object.freeze([value]));
    if (detail.revision !== undefined) {
      if (isBlank(detail.revision)) {
        throw new IllegalArgumentException('The revision of a Uid must not be blank; leave it out instead.');
      }
      this.revision = detail.revision;
    }
    if (detail.nameHint) this.nameHint = detail.nameHint;
  }

  get value(): string {
    return this.values![0] as string;
  }

  equals(other: unknown): boolean {
    return other instanceof Uid && other.value === this.value && other.revision === this.revision;
  }
  override toString(): string {
    return this.value;
  }
}
