import type { ConnectorKey } from '@icf-ts/framework';
import { type ConnectorInfo } from '@icf-ts/framework';
import { bestVersion } from '@icf-ts/framework';
import type { ConnectorSettings } from '../configuration/icf-configuration.js';
import type { Connectors } from './connectors.js';

/** The one connector that the settings mean; of several versions the newest that fits. @throws what `problem` makes */
export function choose(
  { infos, alias }: Pick<Connectors, 'infos' | 'alias'>,
  { connector, version = '', bundle }: ConnectorSettings,
  problem: (step: string, message: string) => Error,
): ConnectorInfo {
  const known = list(infos);
  if (infos.length === 0)
    throw problem('remote', `The server has no connector of bundle ${bundle ?? 'any name'}.`);
  const named = infos.filter(({ key }) => connector === undefined || isNamed(key, connector));
  const meant = named.length === 0 && connector !== undefined ? alias?.(connector) : undefined;
  if (meant) return meant;
  if (named.length === 0) throw problem('connector', `There is no such connector. There are: ${known}.`);
  const kinds = new Set(named.map(({ key }) => `${key.bundleName} ${key.connectorName}`));
  if (kinds.size > 1) throw problem('connector', `Say which connector is meant: ${known}.`);
  const found = bestVersion(named, ({ key }) => key.bundleVersion, version);
  if (found) return found;
  const versions = named.map(({ key }) => key.bundleVersion).join(', ');
  throw problem('version', `Version ${version} is not there. There is: ${versions}.`);
}

const isNamed = ({ connectorName }: ConnectorKey, name: string): boolean =>
  connectorName === name || connectorName.split('.').at(-1) === name;

const list = (infos: readonly ConnectorInfo[]): string =>
  [...new Set(infos.map(({ key }) => key.connectorName))].join(', ');
