import { ConnectorMessages } from '../common/connector-messages.js';
import { Locale } from '../common/values/locale.js';
import type { CostDeclaration } from '../spi/cost-declaration.js';
import type { LookupDeclaration } from '../spi/lookup-declaration.js';
import type { APIConfiguration } from './api-configuration.js';
import type { ConfigurationProperties } from './configuration-properties.js';
import type { ConnectorFacade } from './connector-facade.js';
import type { ConnectorKey } from './connector-key.js';

/** What is known of a connector before it is configured. */
export class ConnectorInfo {
  readonly key: ConnectorKey;
  readonly displayNameKey: string | null;
  readonly categoryKey: string | null;
  readonly messages: ConnectorMessages;
  readonly defaultConfiguration: APIConfiguration;
  /** What `synchronizeLookup` can bring up to date. ICF's wire has no place for it: a remote connector shows none. */
  readonly lookups: readonly LookupDeclaration[];
  readonly #costsOf: ((properties: ConfigurationProperties) => CostDeclaration) | undefined;

  constructor(detail: {
    readonly key: ConnectorKey;
    readonly displayNameKey: string | null;
    readonly categoryKey: string | null;
    readonly messages: ConnectorMessages | null;
    readonly defaultConfiguration: APIConfiguration;
    readonly lookups?: readonly LookupDeclaration[];
    readonly costsOf?: ((properties: ConfigurationProperties) => CostDeclaration) | undefined;
  }) {
    this.key = detail.key;
    this.displayNameKey = detail.displayNameKey;
    this.categoryKey = detail.categoryKey;
    this.messages = detail.messages ?? ConnectorMessages.EMPTY;
    this.defaultConfiguration = detail.defaultConfiguration;
    this.lookups = Object.freeze([...(detail.lookups ?? [])]);
    this.#costsOf = detail.costsOf;
  }

  /**
   * What operations cost under a configuration; undefined where the connector does not say. ICF's wire has no place for
   * it: a remote connector says nothing, and the bundle installed here may be asked in its place.
   * @throws ConfigurationException for properties that are not valid.
   */
  costsOf(properties: ConfigurationProperties): CostDeclaration | undefined {
    return this.#costsOf?.(properties);
  }

  displayName(locale: Locale = Locale.ROOT): string {
    const { connectorName } = this.key;
    return this.displayNameKey
      ? this.messages.format(this.displayNameKey, locale, connectorName)
      : connectorName;
  }
}

/** Finds connectors and makes facades, in this process or from a connector server. */
export interface ConnectorInfoManager {
  readonly connectorInfos: readonly ConnectorInfo[];
  /** Keys that `find` answers beside those of `connectorInfos`: other products' exact keys for connectors of ours. */
  readonly aliasKeys?: readonly ConnectorKey[];
  find(key: ConnectorKey): ConnectorInfo | undefined;
  /** @throws ConnectorException when there is no such connector. */
  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade;
}
