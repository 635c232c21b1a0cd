import { isBlank } from './attribute.js';
import { IllegalArgumentException } from './errors/exceptions.js';
import { sameName } from './values/case-insensitive.js';

/** A kind of object on the target: `__ACCOUNT__`, `__GROUP__`, or a name of the connector's own. */
export class ObjectClass {
  static readonly ACCOUNT = new ObjectClass('__ACCOUNT__');
  static readonly GROUP = new ObjectClass('__GROUP__');
  /** Every object class at once; only sync and the latest sync token take it. */
  static readonly ALL = new ObjectClass('__ALL__');
  readonly type: string;

  constructor(type: string) {
    if (isBlank(type)) throw new IllegalArgumentException('The name of an object class must not be blank.');
    this.type = type;
  }

  is(type: string): boolean {
    return sameName(this.type, type);
  }
  equals(other: unknown): boolean {
    return other instanceof ObjectClass && other.is(this.type);
  }
  toString(): string {
    return this.type;
  }
}
