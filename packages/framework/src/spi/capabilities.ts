import { ConfigurationException } from '../common/errors/exceptions.js';
import { OPERATIONS, OPERATION_NAMES, type OperationName, type OperationRow } from '../common/operations.js';

type Class = abstract new (...args: never[]) => unknown;

const has = (connectorClass: Class, method: string): boolean =>
  typeof (connectorClass.prototype as Record<string, unknown>)[method] === 'function';

/**
 * The operations that a connector class has, read off its prototype.
 * @throws ConfigurationException for an operation of which only some methods are there: the bundle's fault.
 */
export function supportedOperations(connectorClass: Class): readonly OperationName[] {
  return OPERATION_NAMES.filter((name) => {
    const { spi }: OperationRow = OPERATIONS[name];
    const missing = spi.filter((method) => !has(connectorClass, method));
    if (missing.length > 0 && missing.length < spi.length) {
      throw new ConfigurationException(
        `Connector class ${connectorClass.name} implements ${name} by half: ${missing.join(', ')} missing. This is a fault of the bundle.`,
      );
    }
    return missing.length === 0;
  });
}
