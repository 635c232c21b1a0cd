import { ConfigurationException } from '../common/errors/exceptions.js';
import { coerceProperty, typeProblems } from './coerce-property.js';

export interface ConfigurationPropertyInit {
  readonly name: string;
  /** ICF type name, e.g. `String`, `int`, `GuardedString`, `String[]`. */
  readonly type: string;
  readonly value: unknown;
  readonly order: number;
  readonly required: boolean;
  readonly confidential: boolean;
  readonly displayMessageKey: string | null;
  readonly helpMessageKey: string | null;
  readonly groupMessageKey: string | null;
  /** The operations that the property is about; empty means all. */
  readonly operations: ReadonlySet<string>;
}

/** One setting of a connector: its declaration and, for this configuration, its value. */
export class ConfigurationProperty implements ConfigurationPropertyInit {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
  readonly order: number;
  readonly required: boolean;
  readonly confidential: boolean;
  readonly displayMessageKey: string | null;
  readonly helpMessageKey: string | null;
  readonly groupMessageKey: string | null;
  readonly operations: ReadonlySet<string>;

  constructor(init: ConfigurationPropertyInit) {
    this.name = init.name;
    this.type = init.type;
    this.value = init.value;
    this.order = init.order;
    this.required = init.required;
    this.confidential = init.confidential;
    this.displayMessageKey = init.displayMessageKey;
    this.helpMessageKey = init.helpMessageKey;
    this.groupMessageKey = init.groupMessageKey;
    this.operations = init.operations;
  }

  withValue(value: unknown): ConfigurationProperty {
    return new ConfigurationProperty({ ...this, value });
  }
}

/** The settings of one connector, in their order. Immutable; `with` makes a changed copy. */
export class ConfigurationProperties implements Iterable<ConfigurationProperty> {
  readonly #byName: ReadonlyMap<string, ConfigurationProperty>;

  constructor(properties: Iterable<ConfigurationProperty>) {
    this.#byName = new Map([...properties].map((property) => [property.name, property]));
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }
  get(name: string): ConfigurationProperty | undefined {
    return this.#byName.get(name);
  }

  /**
   * A copy with these values; numbers and texts are fitted to the declared types.
   * @throws ConfigurationException listing every unknown name and every value of a wrong type at once.
   */
  with(values: Readonly<Record<string, unknown>>): ConfigurationProperties {
    const changed = new Map(this.#byName);
    const problems: string[] = [];
    for (const [name, value] of Object.entries(values)) {
      const property = this.#byName.get(name);
      if (!property) {
        problems.push(`'${name}' is not a property of this connector (it has ${this.names.join(', ')})`);
        continue;
      }
      const misfits = typeProblems(property, value);
      problems.push(...misfits);
      if (misfits.length === 0) changed.set(name, property.withValue(coerceProperty(property.type, value)));
    }
    if (problems.length > 0)
      throw new ConfigurationException(`Configuration refused: ${problems.join('; ')}.`);
    return new ConfigurationProperties(changed.values());
  }

  /** The properties that matter for an operation: those about it, and those about all. For forms and documents. */
  forOperation(operation: string): ConfigurationProperties {
    return new ConfigurationProperties(
      [...this].filter(({ operations }) => operations.size === 0 || operations.has(operation)),
    );
  }

  [Symbol.iterator](): IterableIterator<ConfigurationProperty> {
    return this.#byName.values();
  }
}
