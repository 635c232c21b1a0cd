import 'reflect-metadata';
import type { OperationName } from '../common/operations.js';
import { ConfigurationException } from '../common/errors/exceptions.js';
import type { Configuration } from './configuration.js';
import type { CostDeclaration } from './cost-declaration.js';
import type { LookupDeclaration } from './lookup-declaration.js';
import type { PropertyType } from '../common/schema/property-type.js';

/*
 * Where the decorators write. Data is explicit, never inferred from types. The keys are registered symbols, so that
 * metadata survives two copies of this package in one process. A plain JavaScript author calls `describe…` directly.
 */
const CONNECTOR = Symbol.for('icf-ts.connector');
const PROPERTIES = Symbol.for('icf-ts.configurationProperties');

export interface ConnectorMetadata {
  /** The connector's name in its ConnectorKey; stable for ever, because configurations refer to it. */
  readonly name: string;
  readonly configuration: new () => Configuration;
  /** Key into the bundle's messages. */
  readonly displayNameKey: string;
  readonly categoryKey?: string;
  /** The lookups that a search on the target brings up to date. Checked when the connector is loaded. */
  readonly lookups?: readonly LookupDeclaration[];
  readonly search?: SearchDeclaration;
  /** What operations cost under a configuration, which is valid. Asks nobody: no call, no file. */
  costs?(configuration: Configuration): CostDeclaration;
}

/**
 * Who does a part of a search. `connector`: the connector does it exactly, and the framework keeps its hands off,
 * whatever the platform has configured. `framework`: the connector does not, never sees the option, and the framework
 * does it on the connector's results. Left out: ICF's way, the platform's configuration decides.
 */
export interface SearchDeclaration {
  readonly filter?: 'connector' | 'framework';
  readonly sort?: 'connector' | 'framework';
  readonly page?: 'connector' | 'framework';
}

export interface PropertyMetadata {
  readonly type: PropertyType;
  /** Position in a form, ascending. */
  readonly order?: number;
  readonly required?: boolean;
  /** A secret: never shown, never logged. */
  readonly confidential?: boolean;
  /** Keys into the bundle's messages; by default NAME.display, NAME.help, NAME.group. */
  readonly displayMessageKey?: string;
  readonly helpMessageKey?: string;
  readonly groupMessageKey?: string;
  /** Bounds of a numeric property, inclusive. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** The values that may be chosen; others are refused unless `allowedValuesOpenness` is OPEN. */
  readonly allowedValues?: readonly (string | number)[];
  readonly allowedValuesOpenness?: 'OPEN' | 'CLOSED';
  /** The operations that this property is about; none listed means all. */
  readonly operations?: readonly OperationName[];
}

type Class = abstract new (...args: never[]) => unknown;

export function describeConnector(connectorClass: Class, metadata: ConnectorMetadata): void {
  Reflect.defineMetadata(CONNECTOR, metadata, connectorClass);
}

/** @throws ConfigurationException when the class was not described: the bundle's fault. */
export function connectorMetadata(connectorClass: Class): ConnectorMetadata {
  const metadata = Reflect.getMetadata(CONNECTOR, connectorClass) as ConnectorMetadata | undefined;
  if (!metadata) {
    throw new ConfigurationException(
      `Class ${connectorClass.name} is not a connector: it has no @ConnectorClass. This is a fault of the bundle.`,
    );
  }
  return metadata;
}

export function describeProperty(configurationClass: Class, name: string, metadata: PropertyMetadata): void {
  const properties = new Map(propertiesOf(configurationClass));
  properties.set(name, metadata);
  Reflect.defineMetadata(PROPERTIES, properties, configurationClass);
}

/** The properties of a configuration class, inherited ones first, in the order of their declaration. */
export function propertiesOf(configurationClass: Class): ReadonlyMap<string, PropertyMetadata> {
  return (
    (Reflect.getMetadata(PROPERTIES, configurationClass) as
      ReadonlyMap<string, PropertyMetadata> | undefined) ?? new Map()
  );
}
