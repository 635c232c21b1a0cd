import { OPERATION_NAMES, serviceOf, type OperationName, type Service } from '../common/operations.js';
import type { ConnectorFacade, Options } from './connector-facade.js';

/** What a configured connector can do, as it is now. */
export interface CapabilityReport {
  /** Who serves each operation that can be called. */
  readonly operations: ReadonlyMap<OperationName, NonNullable<Service>>;
  /** Object class → the operations that take its objects; empty where the connector has no schema. */
  readonly objectClasses: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Asks the connector's operations and, where it has one, its schema. */
export async function capabilityReport(
  facade: ConnectorFacade,
  options?: Options,
): Promise<CapabilityReport> {
  const native = { has: (operation: string) => facade.configuration.supportedOperations.has(operation) };
  const operations = new Map<OperationName, NonNullable<Service>>();
  for (const name of OPERATION_NAMES) {
    const service = serviceOf(name, native);
    if (service && facade.supports(name)) operations.set(name, service);
  }
  const objectClasses = new Map<string, ReadonlySet<string>>();
  if (facade.supports('schema')) {
    const schema = await facade.schema(options);
    for (const { type } of schema.objectClassInfos) {
      objectClasses.set(
        type,
        new Set(
          [...schema.objectClassesByOperation.keys()].filter((operation) => schema.supports(operation, type)),
        ),
      );
    }
  }
  return { operations, objectClasses };
}
