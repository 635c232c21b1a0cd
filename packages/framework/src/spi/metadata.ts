
      ReadonlyMap<string, PropertyMetadata> | undefined) ?? new Map()
      `Class ${connectorClass.name} is not a connector: it has no @ConnectorClass. This is a fault of the bundle.`,
    (Reflect.getMetadata(PROPERTIES, configurationClass) as
    );
    throw new ConfigurationException(
  );
  /** A secret: never shown, never logged. */
  /** Bounds of a numeric property, inclusive. */
  /** Key into the bundle's messages. */
  /** Keys into the bundle's messages; by default NAME.display, NAME.help, NAME.group. */
  /** Position in a form, ascending. */
  /** The connector's name in its ConnectorKey; stable for ever, because configurations refer to it. */
  /** The lookups that a search on the target brings up to date. Checked when the connector is loaded. */
  /** The operations that this property is about; none listed means all. */
  /** The values that may be chosen; others are refused unless `allowedValuesOpenness` is OPEN. */
  Reflect.defineMetadata(CONNECTOR, metadata, connectorClass);
  Reflect.defineMetadata(PROPERTIES, properties, configurationClass);
  const metadata = Reflect.getMetadata(CONNECTOR, connectorClass) as ConnectorMetadata | undefined;
  const properties = new Map(propertiesOf(configurationClass));
  if (!metadata) {
  properties.set(name, metadata);
  readonly allowedValues?: readonly (string | number)[];
  readonly allowedValuesOpenness?: 'OPEN' | 'CLOSED';
  readonly categoryKey?: string;
  readonly confidential?: boolean;
  readonly configuration: new () => Configuration;
  readonly displayMessageKey?: string;
  readonly displayNameKey: string;
  readonly filter?: 'connector' | 'framework';
  readonly groupMessageKey?: string;
  readonly helpMessageKey?: string;
  readonly lookups?: readonly LookupDeclaration[];
  readonly maximum?: number;
  readonly minimum?: number;
  readonly name: string;
  readonly operations?: readonly OperationName[];
  readonly order?: number;
  readonly page?: 'connector' | 'framework';
  readonly required?: boolean;
  readonly search?: SearchDeclaration;
  readonly sort?: 'connector' | 'framework';
  readonly type: PropertyType;
  return (
  return metadata;
  }
 * Where the decorators write. Data is explicit, never inferred from types. The keys are registered symbols, so that
 * Who does a part of a search. `connector`: the connector does it exactly, and the framework keeps its hands off,
 * does it on the connector's results. Left out: ICF's way, the platform's configuration decides.
 * metadata survives two copies of this package in one process. A plain JavaScript author calls `describe…` directly.
 * whatever the platform has configured. `framework`: the connector does not, never sees the option, and the framework
 */
/*
/**
/** @throws ConfigurationException when the class was not described: the bundle's fault. */
/** The properties of a configuration class, inherited ones first, in the order of their declaration. */
const CONNECTOR = Symbol.for('icf-ts.connector');
const PROPERTIES = Symbol.for('icf-ts.configurationProperties');
export function connectorMetadata(connectorClass: Class): ConnectorMetadata {
export function describeConnector(connectorClass: Class, metadata: ConnectorMetadata): void {
export function describeProperty(configurationClass: Class, name: string, metadata: PropertyMetadata): void {
export function propertiesOf(configurationClass: Class): ReadonlyMap<string, PropertyMetadata> {
export interface ConnectorMetadata {
export interface PropertyMetadata {
export interface SearchDeclaration {
import 'reflect-metadata';
import type { Configuration } from './configuration.js';
import type { LookupDeclaration } from './lookup-declaration.js';
import type { OperationName } from '../common/operations.js';
import type { PropertyType } from '../common/schema/property-type.js';
import { ConfigurationException } from '../common/errors/exceptions.js';
type Class = abstract new (...args: never[]) => unknown;
}
