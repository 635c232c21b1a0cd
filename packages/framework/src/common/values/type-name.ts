/**
 * A Java class seen as a value, by its ICF name: `String`, `int`, `GuardedString`, `SearchApiOp`, with `[]` after it for
 * each array level. Names that this side does not know are kept as they are.
 */
export class TypeName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  equals(other: unknown): boolean {
    return other instanceof TypeName && other.name === this.name;
  }
  toString(): string {
    return this.name;
  }
  toJSON(): string {
    return this.name;
  }
}

/** A Java array with its component type; a plain JavaScript array stands for a List. */
export class TypedArray<T = unknown> {
  /** Name of the component, e.g. `String`, `int`, `String[]`. */
  readonly component: string;
  readonly items: readonly T[];
  constructor(component: string, items: readonly T[]) {
    this.component = component;
    this.items = items;
  }
  [Symbol.iterator](): Iterator<T> {
    return this.items[Symbol.iterator]();
  }
}
