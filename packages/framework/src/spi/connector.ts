import type { Configuration } from './configuration.js';

/**
 * What every connector class has. Operations are methods of the class (not arrow-function fields): capabilities are
 * read off the prototype, so that a server can answer what a connector can do without making one.
 */
export interface Connector<C extends Configuration = Configuration> {
  /** Called once, before any operation. The configuration has been validated and does not change afterwards. */
  init(configuration: C): void | Promise<void>;
  /**
   * Called once, after the last operation; also after an `init` that failed, and while an operation that was given up
   * may still be on its way. Release what `init` and the operations have opened.
   */
  dispose(): void | Promise<void>;
}

/** A connector that may serve several calls, one after the other. */
export interface PoolableConnector<C extends Configuration = Configuration> extends Connector<C> {
  /** Throws when this connector can no longer serve a call; cheap, because it runs before each but the first. */
  checkAlive(): void | Promise<void>;
}

/** A connector that wants to know the name that the platform gave its instance. */
export interface InstanceNameAware {
  setInstanceName(name: string): void;
}
