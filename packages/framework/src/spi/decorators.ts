import type { Configuration } from './configuration.js';
import type { Connector } from './connector.js';
import {
  describeConnector,
  describeProperty,
  type ConnectorMetadata,
  type PropertyMetadata,
} from './metadata.js';

type ConnectorClassType = new (...args: never[]) => Connector<never>;
type Target = abstract new (...args: never[]) => unknown;

/** Marks a class as a connector. Works with TypeScript's decorators and with the standard ones. */
export const ConnectorClass =
  (metadata: ConnectorMetadata) =>
  (target: ConnectorClassType, _context?: unknown): void =>
    describeConnector(target, metadata);

/** Declares a field of a configuration class as a property. Works with TypeScript's decorators and the standard ones. */
export const ConfigurationProperty =
  (metadata: PropertyMetadata) =>
  (target: Configuration | undefined, context: string | symbol | ClassFieldDecoratorContext): void => {
    if (typeof context !== 'object') {
      describeProperty((target as object).constructor as Target, String(context), metadata);
      return;
    }
    // A standard field decorator does not see the class; the first instance tells.
    let described = false;
    context.addInitializer(function (this: unknown) {
      if (!described)
        describeProperty((this as object).constructor as Target, String(context.name), metadata);
      described = true;
    });
  };
