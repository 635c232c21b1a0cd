import { ConnectorInfo, operationRow, type ConnectorInfoManager } from '@icf-ts/framework';
import { HelloResponse, INFO_LEVEL, SERVER_START_TIME, type HelloRequest } from '../../protocol/messages.js';

/** Answers what the levels ask for; bits that this side does not know are ignored. */
export function hello(
  request: HelloRequest,
  infos: readonly ConnectorInfo[],
  startedMs: number,
): HelloResponse {
  const asks = (level: number): boolean => (request.infoLevel & level) === level;
  return new HelloResponse({
    serverInfo: new Map(asks(INFO_LEVEL.SERVER_INFO) ? [[SERVER_START_TIME, BigInt(startedMs)]] : []),
    connectorKeys: asks(INFO_LEVEL.CONNECTOR_KEY_LIST) ? infos.map(({ key }) => key) : [],
    connectorInfos: asks(INFO_LEVEL.CONNECTOR_INFO) ? infos.map(callable) : [],
  });
}

/**
 * The connectors under their aliases that are keys. A Java client looks a connector up in the hello's list, by its own
 * key for it, so such an alias is listed as a connector of its own.
 */
export function aliasesOf(
  infos: readonly ConnectorInfo[],
  connectors: ConnectorInfoManager,
): readonly ConnectorInfo[] {
  return (connectors.aliasKeys ?? []).flatMap((key) => {
    const info = connectors.find(key);
    return info && infos.includes(info) ? [new ConnectorInfo({ ...info, key })] : [];
  });
}

/** What cannot be called through the protocol is not advertised. */
function callable(info: ConnectorInfo): ConnectorInfo {
  const { defaultConfiguration } = info;
  const operations = [...defaultConfiguration.supportedOperations].filter(
    (name) => !operationRow(name)?.inProcessOnly,
  );
  return new ConnectorInfo({
    ...info,
    defaultConfiguration: defaultConfiguration.with({ supportedOperations: new Set(operations) }),
  });
}
