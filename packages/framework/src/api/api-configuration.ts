import type { ConfigurationProperties } from './configuration-properties.js';

/** Bounds of a pool of connectors. Where they contradict each other the lower maximum wins. */
export class ObjectPoolConfiguration {
  /** Connectors alive at the same time, idle ones and those on their way in or out included; at least 1. */
  readonly maxObjects: number;
  /** Idle ones kept; what comes back beyond is disposed. 0: none is used twice, unless a call waits for it. */
  readonly maxIdle: number;
  /**
   * How long a call waits for a connector. 0: not at all. Named `maxWait` on the wire; ConnId's own pool takes that
   * number for seconds, against its documentation.
   */
  readonly maxWaitMs: number;
  /** A connector idle for so long is disposed when more than `minIdle` are idle. 0: at once. */
  readonly minEvictableIdleTimeMs: number;
  /** Idle ones that eviction leaves alone. None is made in advance for it. */
  readonly minIdle: number;
  /**
   * The longest life of an idle connector: one that has been idle for so long is never used again, `minIdle` or not,
   * because target or firewall may have dropped its connection. 0: no limit. ConnId's `maxIdleTimeMillis` (BASE-80):
   * there it is disposed only when a call would have got it, here when its time has come.
   */
  readonly maxIdleTimeMs: number;
  /**
   * The whole age that a connector may reach: an older one is not lent again, and is disposed when its call gives it
   * back. 0: no limit. ICF has no such setting, so it holds in this process and does not cross the wire.
   */
  readonly maxLifeMs: number;

  constructor(init: Partial<ObjectPoolConfiguration> = {}) {
    this.maxObjects = init.maxObjects ?? 10;
    this.maxIdle = init.maxIdle ?? 10;
    this.maxWaitMs = init.maxWaitMs ?? 150_000;
    this.minEvictableIdleTimeMs = init.minEvictableIdleTimeMs ?? 120_000;
    this.minIdle = init.minIdle ?? 1;
    this.maxIdleTimeMs = init.maxIdleTimeMs ?? 0;
    this.maxLifeMs = init.maxLifeMs ?? 0;
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
