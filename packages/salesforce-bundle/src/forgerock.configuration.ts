import { ConfigurationProperty } from '@icf-ts/framework/spi';
import { usedVersion } from './configuration/api-version.js';
import type { PresetName } from './mapping/presets.js';
import { SalesforceConfiguration } from './salesforce.configuration.js';
import type { SessionSettings } from './session/session-settings.js';
import { text } from './words/text.js';
import { worded } from './words/worded.js';

const USUAL_PROXY_PORT = 3128;

/**
 * The properties under which ForgeRock's, now Ping's, Salesforce connector is configured, so that an OpenIDM
 * provisioner file works as it is. Where such a property has a value it goes before ours; ours may all be set, too.
 */
export class ForgeRockConfiguration extends SalesforceConfiguration {
  /** Object types of a provisioner file name Salesforce's own objects and fields. */
  override attributeMapPreset: PresetName | undefined = 'forgerock';

  /** A number, such as 44. */
  @ConfigurationProperty({ type: 'Double', order: 101 })
  version: number | undefined;

  /** Milliseconds. */
  @ConfigurationProperty({ type: 'Long', order: 102 })
  connectTimeout: bigint | undefined;

  @ConfigurationProperty({ type: 'Integer', order: 103 })
  maximumConnections: number | undefined;

  /** Milliseconds. Read, and needed for nothing: connections that nobody uses close by themselves. */
  @ConfigurationProperty({ type: 'Long', order: 104 })
  idleCheckInterval: bigint | undefined;

  @ConfigurationProperty({ type: 'String', order: 105 })
  proxyUri: string | undefined;

  @ConfigurationProperty({ type: 'String', order: 106 })
  proxyHost: string | undefined;

  @ConfigurationProperty({ type: 'Integer', order: 107 })
  proxyPort: number | undefined;

  override validate(): void {
    const bad = (['connectTimeout', 'maximumConnections'] as const).filter(
      (name) => Number(this[name] ?? 1) < 1,
    );
    if (bad.length > 0)
      throw worded('ConfigurationException', [
        text('check.invalid'),
        text('check.atLeastOne', bad.join(', ')),
      ]);
    super.validate();
  }

  protected override get sessionSettings(): SessionSettings {
    const ours = super.sessionSettings;
    const { version, connectTimeout, maximumConnections } = this;
    return {
      ...ours,
      apiVersion: version === undefined ? ours.apiVersion : usedVersion(`${Math.trunc(version)}.0`),
      connectTimeoutMs: connectTimeout === undefined ? ours.connectTimeoutMs : Number(connectTimeout),
      maxConnections: maximumConnections ?? ours.maxConnections,
      proxyUrl: this.#proxyUrl ?? ours.proxyUrl,
    };
  }

  get #proxyUrl(): string | undefined {
    if (this.proxyUri) return this.proxyUri.trim();
    return this.proxyHost
      ? `http://${this.proxyHost.trim()}:${this.proxyPort ?? USUAL_PROXY_PORT}`
      : undefined;
  }
}
