import { readFile } from 'node:fs/promises';
import { RemoteConnectorInfoManager } from '@icf-ts/connector-server/client';
import { GuardedString, type ConnectorInfo } from '@icf-ts/framework';
import type { RemoteSettings, RemoteTls } from '../configuration/icf-configuration.js';
import { CliProblem } from '../problems/cli-problem.js';
import { openBundleConnectors } from './bundle.js';
import type { Connectors } from './connectors.js';

const DEFAULT_PORT = 8759;

/** Says hello to a connector server. `bundle` narrows its list, by the name on the server or of a package here. */
export async function openRemoteConnectors(
  { key, port = DEFAULT_PORT, tls, ...settings }: RemoteSettings,
  bundle: string | undefined,
  base: string,
): Promise<Connectors> {
  const manager = await RemoteConnectorInfoManager.connect({
    ...settings,
    port,
    key: new GuardedString(key),
    ...(tls ? { tls: await tlsOptions(tls) } : {}),
  });
  try {
    return {
      infos:
        bundle === undefined ? manager.connectorInfos : await ofBundle(manager.connectorInfos, bundle, base),
      place: `${settings.host}:${port}`,
      createFacade: (wanted, configuration) => manager.createFacade(wanted, configuration),
      close: async () => manager.close(),
    };
  } catch (error) {
    manager.close();
    throw error;
  }
}

async function ofBundle(
  infos: readonly ConnectorInfo[],
  bundle: string,
  base: string,
): Promise<readonly ConnectorInfo[]> {
  const named = infos.filter(({ key }) => key.bundleName === bundle);
  if (named.length > 0) return named;
  const local = await openBundleConnectors(bundle, base).catch(() => undefined);
  const names = new Set(local?.infos.map(({ key }) => key.bundleName));
  await local?.close();
  return infos.filter(({ key }) => names.has(key.bundleName));
}

async function tlsOptions({ ca, certificate, key, ...rest }: RemoteTls): Promise<object> {
  return {
    ...rest,
    ...(ca === undefined ? {} : { ca: await content(ca) }),
    ...(certificate === undefined ? {} : { cert: await content(certificate) }),
    ...(key === undefined ? {} : { key: await content(key) }),
  };
}

async function content(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CliProblem('configuration', `The file ${file} cannot be read: ${message}`, { cause });
  }
}
