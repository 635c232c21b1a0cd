import type { ConfigurationProperties } from './configuration-properties.js';

/** Bounds of a pool of connectors. */
export class ObjectPoolConfiguration {
  readonly maxObjects: number;
  readonly maxIdle: number;
  readonly maxWaitMs: number;
  readonly minEvictableIdleTimeMs: number;
  readonly minIdle: number;
  readonly maxIdleTimeMs: number;

  constructor(init: Partial<ObjectPoolConfiguration> = {}) {
    this.maxObjects = init.maxObjects ?? 10;
    this.maxIdle = init.maxIdle ?? 10;
    this.maxWaitMs = init.maxWaitMs ?? 150_000;
    this.minEvictableIdleTimeMs = init.minEvictableIdleTimeMs ?? 120_000;
    this.minIdle = init.minIdle ?? 1;
    this.maxIdleTimeMs = init.maxIdleTimeMs ?? 0;
  }
}

/** What the framework does to results on their way from the connector to the caller. */
export class ResultsHandlerConfiguration {
  readonly enableNormalizingResultsHandler: boolean;
  /** Applies the filter again to every object. */
  readonly enableFilteredResultsHandler: boolean;
  /** With the filter on: an object that does not match is an error of the connector, not dropped. */
  readonly filteredResultsHandlerInValidationMode: boolean;
  readonly enableCaseInsensitiveFilter: boolean;
  /** Cuts every object down to the attributes asked for. */
  readonly enableAttributesToGetSearchResultsHandler: boolean;

  constructor(init: Partial<ResultsHandlerConfiguration> = {}) {
    this.enableNormalizingResultsHandler = init.enableNormalizingResultsHandler ?? true;
    this.enableFilteredResultsHandler = init.enableFilteredResultsHandler ?? true;
    this.filteredResultsHandlerInValidationMode = init.filteredResultsHandlerInValidationMode ?? false;
    this.enableCaseInsensitiveFilter = init.enableCaseInsensitiveFilter ?? false;
    this.enableAttributesToGetSearchResultsHandler = init.enableAttributesToGetSearchResultsHandler ?? true;
  }
}

export interface APIConfigurationInit {
  readonly properties: ConfigurationProperties;
  /** Operation names; unknown ones of a remote peer stand by their ICF name. */
  readonly supportedOperations: ReadonlySet<string>;
  readonly connectorPoolingSupported: boolean;
  readonly pool?: ObjectPoolConfiguration;
  readonly resultsHandlers?: ResultsHandlerConfiguration;
  /** Operation name → milliseconds; absent or −1: no limit. */
  readonly timeoutsMs?: ReadonlyMap<string, number>;
  readonly instanceName?: string | null;
  /** Java's queue between producer and consumer; kept for the wire, without effect here. */
  readonly producerBufferSize?: number;
}

/** Everything that a facade is made from. Immutable; `with` makes a changed copy. */
export class APIConfiguration {
  readonly properties: ConfigurationProperties;
  readonly supportedOperations: ReadonlySet<string>;
  readonly connectorPoolingSupported: boolean;
  readonly pool: ObjectPoolConfiguration;
  readonly resultsHandlers: ResultsHandlerConfiguration;
  readonly timeoutsMs: ReadonlyMap<string, number>;
  readonly instanceName: string | null;
  readonly producerBufferSize: number;

  constructor(init: APIConfigurationInit) {
    this.properties = init.properties;
    this.supportedOperations = init.supportedOperations;
    this.connectorPoolingSupported = init.connectorPoolingSupported;
    this.pool = init.pool ?? new ObjectPoolConfiguration();
    this.resultsHandlers = init.resultsHandlers ?? new ResultsHandlerConfiguration();
    this.timeoutsMs = init.timeoutsMs ?? new Map();
    this.instanceName = init.instanceName ?? null;
    this.producerBufferSize = init.producerBufferSize ?? 100;
  }

  with(change: Partial<APIConfigurationInit>): APIConfiguration {
    return new APIConfiguration({ ...this, ...change });
  }

  /** A copy with these property values. @throws ConfigurationException listing every problem. */
  withProperties(values: Readonly<Record<string, unknown>>): APIConfiguration {
    return this.with({ properties: this.properties.with(values) });
  }
}
