import { APIConfiguration } from '../api/api-configuration.js';
import { ConfigurationProperties, ConfigurationProperty } from '../api/configuration-properties.js';
import { coerceProperty } from '../api/coerce-property.js';
import { ConnectorInfo } from '../api/connector-info.js';
import { ConnectorKey } from '../api/connector-key.js';
import { ConnectorMessages } from '../common/connector-messages.js';
import { ConfigurationException, type ConnectorException } from '../common/errors/exceptions.js';
import type { FacadeContext } from '../runtime/call.js';
import { LocalConnectorFacade } from '../runtime/local-facade.js';
import { ConnectorLife } from '../runtime/connector-life.js';
import type { ConnectorSource } from '../runtime/connector-source.js';
import { PerCallSource } from '../runtime/per-call-source.js';
import { ConnectorPool } from '../runtime/pool/connector-pool.js';
import { supportedOperations } from '../spi/capabilities.js';
import type { Configuration, StatefulConfiguration } from '../spi/configuration.js';
import type { Connector } from '../spi/connector.js';
import { checkCosts, type CostDeclaration } from '../spi/cost-declaration.js';
import { checkLookups } from '../spi/lookup-declaration.js';
import {
  connectorMetadata,
  propertiesOf,
  type ConnectorMetadata,
  type PropertyMetadata,
} from '../spi/metadata.js';
import { configurationChecker } from './configuration/configuration-schema.js';
import { isUnchosen } from './configuration/property-schema.js';
import type { ConnectorContainer } from './container.js';
import { OpenFacades } from './open-facades.js';

export type ConnectorConstructor = new () => Connector<never>;

/** Where a connector class comes from. */
export interface ConnectorOrigin {
  readonly bundleName: string;
  readonly bundleVersion: string;
  readonly messages?: ConnectorMessages;
  /** What its connectors are made by; without one they are made by `new`. */
  readonly container?: ConnectorContainer;
}

const IN_PROCESS: ConnectorOrigin = { bundleName: 'in-process', bundleVersion: '0' };

/** A connector class of this process with all that its metadata says: makes configurations and facades. */
export class LocalConnector {
  readonly info: ConnectorInfo;
  readonly #metadata: ConnectorMetadata;
  readonly #properties: ReadonlyMap<string, PropertyMetadata>;
  readonly #supported: ReadonlySet<string>;
  readonly #make: () => Connector;
  readonly #poolable: boolean;
  readonly #problemsOf: (values: ConfigurationProperties) => readonly string[];
  readonly #open = new OpenFacades();

  /** @throws ConfigurationException for a class without sound metadata or with half an operation: the bundle's fault. */
  constructor(connectorClass: ConnectorConstructor, origin: ConnectorOrigin = IN_PROCESS) {
    this.#metadata = connectorMetadata(connectorClass);
    this.#supported = new Set(supportedOperations(connectorClass));
    // The defaults are what a new instance holds; with standard decorators this also declares the properties.
    const defaults = new this.#metadata.configuration() as unknown as Record<string, unknown>;
    this.#properties = propertiesOf(this.#metadata.configuration);
    this.#problemsOf = configurationChecker(this.#properties, defaults);
    const make = connectorClass as new () => Connector;
    this.#make = origin.container?.factory(make) ?? (() => new make());
    this.#poolable = 'checkAlive' in connectorClass.prototype;
    this.info = new ConnectorInfo({
      key: new ConnectorKey(origin.bundleName, origin.bundleVersion, this.#metadata.name),
      displayNameKey: this.#metadata.displayNameKey,
      categoryKey: this.#metadata.categoryKey ?? null,
      messages: origin.messages ?? ConnectorMessages.EMPTY,
      defaultConfiguration: new APIConfiguration({
        properties: new ConfigurationProperties(declared(this.#properties, defaults)),
        supportedOperations: this.#supported,
        connectorPoolingSupported: this.#poolable,
      }),
      lookups: checkLookups(this.#metadata.name, this.#metadata.lookups, this.#supported.has('search')),
      ...(this.#metadata.costs ? { costsOf: (properties) => this.#costs(properties) } : {}),
    });
  }

  /** The declarations of the configuration's properties, by name. */
  get properties(): ReadonlyMap<string, PropertyMetadata> {
    return this.#properties;
  }

  /**
   * Ends every facade: new calls are refused with `refusal`, running ones come to their end, then all is released.
   * Resolves to what went wrong in releasing.
   */
  retire(refusal: () => ConnectorException): Promise<readonly unknown[]> {
    return this.#open.retire(refusal);
  }

  /** @throws ConfigurationException for settings that no pool can have. */
  createFacade(apiConfiguration: APIConfiguration): LocalConnectorFacade {
    this.#open.admit();
    const problems = (): readonly string[] => this.#problemsOf(apiConfiguration.properties);
    let made: Configuration | undefined;
    const configuration = (): Configuration =>
      (made ??= this.#configuration(apiConfiguration.properties, problems()));
    const source = this.#source(apiConfiguration, configuration);
    const context: Omit<FacadeContext, 'nested' | 'inFlight'> = {
      key: this.info.key,
      apiConfiguration,
      supported: this.#supported,
      search: this.#metadata.search ?? {},
      source,
      configuration,
      validateConfiguration: () => void configuration(),
    };
    const facade = new LocalConnectorFacade(context, async () => {
      await source.close();
      if (made && isStateful(made)) await made.release();
    });
    return this.#open.add(facade);
  }

  #source({ pool, ...api }: APIConfiguration, configuration: () => Configuration): ConnectorSource {
    const life = new ConnectorLife({
      connectorName: this.info.key.connectorName,
      make: this.#make,
      configuration,
      instanceName: api.instanceName,
    });
    // Both must agree: a peer's configuration may claim pooling for a class that cannot say whether it is alive.
    return this.#poolable && api.connectorPoolingSupported
      ? new ConnectorPool(life, pool)
      : new PerCallSource(life);
  }

  #costs(properties: ConfigurationProperties): CostDeclaration {
    const configuration = this.#configuration(properties, this.#problemsOf(properties));
    return checkCosts(this.#metadata.name, this.#metadata.costs!(configuration));
  }

  /** An instance with the values of this configuration; what it does not mention keeps its default. */
  #configuration(properties: ConfigurationProperties, problems: readonly string[]): Configuration {
    if (problems.length > 0) {
      throw new ConfigurationException(
        `The configuration of connector ${this.info.key.connectorName} is not valid: ${problems.join('; ')}.`,
      );
    }
    const configuration = new this.#metadata.configuration();
    for (const { name, value } of properties) {
      const property = this.#properties.get(name)!;
      const { type } = property;
      if (isUnchosen(property, value)) continue;
      if (value === null && coerceProperty(type, null) === undefined) continue;
      (configuration as unknown as Record<string, unknown>)[name] = coerceProperty(type, value) ?? undefined;
    }
    configuration.validate?.();
    return configuration;
  }
}

const isStateful = (configuration: Configuration): configuration is StatefulConfiguration =>
  'release' in configuration;

function declared(
  properties: ReadonlyMap<string, PropertyMetadata>,
  defaults: Readonly<Record<string, unknown>>,
): ConfigurationProperty[] {
  return [...properties]
    .map(
      ([name, property]) =>
        new ConfigurationProperty({
          name,
          type: property.type,
          value: coerceProperty(property.type, defaults[name]) ?? null,
          order: property.order ?? -1,
          required: property.required ?? false,
          confidential: property.confidential ?? false,
          displayMessageKey: property.displayMessageKey ?? `${name}.display`,
          helpMessageKey: property.helpMessageKey ?? `${name}.help`,
          groupMessageKey: property.groupMessageKey ?? `${name}.group`,
          operations: new Set<string>(property.operations),
        }),
    )
    .sort((a, b) => a.order - b.order);
}
