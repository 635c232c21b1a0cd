import { keptShapeOf, newShapeOf, type AttributeShape } from './attribute-shape.js';
import { Attribute, type AttributeValue } from './attribute.js';
import { InvalidAttributeValueException } from './errors/exceptions.js';
import { Name } from './name.js';
import { Uid } from './uid.js';
import { foldCase } from './values/case-insensitive.js';

/** Makes an attribute of one or more values; `__NAME__` and `__UID__` become the types of their own. */
export function attribute(name: string, ...values: AttributeValue[]): Attribute {
  // The list is nobody else's: frozen, it need not be copied.
  return attributeOf(name, Object.freeze(values));
}

/** As {@link attribute}, with the list as it is: null and the empty list stay apart. */
export function attributeOf(name: string, values: readonly AttributeValue[] | null): Attribute {
  const only = values?.length === 1 ? values[0] : undefined;
  if (typeof only === 'string') {
    if (name === Name.NAME) return new Name(only);
    if (name === Uid.NAME) return new Uid(only);
  }
  return new Attribute(name, values);
}

/**
 * An ordered, read-only set of attributes, found by name without regard to case. Of two attributes whose names differ
 * only in case the later stays, as ICF has it.
 */
export class AttributeSet implements Iterable<Attribute> {
  static readonly EMPTY = new AttributeSet([]);
  readonly #items: readonly Attribute[];
  readonly #shape: AttributeShape;

  private constructor(attributes: Iterable<Attribute>) {
    const given = [...attributes];
    const shape = keptShapeOf(given);
    this.#items = shape ? given : withoutDoubles(given);
    this.#shape = shape ?? newShapeOf(this.#items);
  }

  static of(attributes: Iterable<Attribute>): AttributeSet {
    return attributes instanceof AttributeSet ? attributes : new AttributeSet(attributes);
  }

  /**
   * As {@link of}, but two attributes of one name are an error of the caller.
   * @throws InvalidAttributeValueException naming the attribute.
   */
  static distinct(attributes: Iterable<Attribute>): AttributeSet {
    const all = [...attributes];
    const seen = new Set<string>();
    for (const { name } of all) {
      if (seen.has(foldCase(name))) {
        throw new InvalidAttributeValueException(`Attribute '${name}' was given more than once.`, {
          attributeNames: [name],
        });
      }
      seen.add(foldCase(name));
    }
    return new AttributeSet(all);
  }

  get size(): number {
    return this.#items.length;
  }
  get(name: string): Attribute | undefined {
    const { positions } = this.#shape;
    const at = positions.get(name) ?? positions.get(foldCase(name));
    return at === undefined ? undefined : this.#items[at];
  }
  has(name: string): boolean {
    return this.get(name) !== undefined;
  }
  /** The only value of the attribute, null when it has none, undefined when it is absent. */
  single(name: string): AttributeValue | undefined {
    return this.get(name)?.single;
  }
  /** All attributes but those named. */
  without(...names: string[]): AttributeSet {
    const dropped = new Set(names.map(foldCase));
    return new AttributeSet([...this].filter((item) => !dropped.has(foldCase(item.name))));
  }
  [Symbol.iterator](): IterableIterator<Attribute> {
    return this.#items.values();
  }
}

/** The later of two stays, in the place of the earlier. */
function withoutDoubles(attributes: readonly Attribute[]): readonly Attribute[] {
  const byName = new Map<string, Attribute>();
  for (const item of attributes) byName.set(foldCase(item.name), item);
  return byName.size === attributes.length ? attributes : [...byName.values()];
}
