import { Attribute } from './attribute.js';

/** The `__NAME__` attribute: what the target's users call the object. It may change; the Uid should not. */
export class Name extends Attribute {
  static readonly NAME = '__NAME__';

  constructor(value: string) {
    super(Name.NAME, Object.freeze([value]));
  }

  get value(): string {
    return this.values![0] as string;
  }

  equals(other: unknown): boolean {
    return other instanceof Name && other.value === this.value;
  }
  override toString(): string {
    return this.value;
  }
}
