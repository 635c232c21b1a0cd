/**
 * The settings of a connector: a class whose fields are declared with `@ConfigurationProperty`. One instance serves a
 * facade for its whole life and is shared by its connectors, so connectors must treat it as read-only.
 */
export interface Configuration {
  /**
   * Checks what the declarations of single properties cannot say.
   * @throws ConfigurationException naming the properties.
   */
  validate?(): void;
  /** Every object has it; TypeScript takes an interface of nothing but optional members for a mistake. */
  toString(): string;
}

/** A configuration that holds state shared by all connectors of a facade, such as a session with the target. */
export interface StatefulConfiguration extends Configuration {
  /** Called once, when the facade is disposed. */
  release(): void | Promise<void>;
}
