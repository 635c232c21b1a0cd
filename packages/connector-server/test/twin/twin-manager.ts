import { ConnectorMessages, LocalConnector, LocalConnectorInfoManager } from '@icf-ts/framework';
import { PoolConnector } from './pool-connector.js';
import { SimpleConnector } from './simple-connector.js';
import { WireConnector } from './wire-connector.js';

const messages = new ConnectorMessages(
  new Map([
    [
      '',
      new Map([
        ['wire.display', 'Wire test connector'],
        ['pool.display', 'Pooled test connector'],
        ['wire.category', 'Testing'],
        ['host.label', 'Host'],
        ['host.tip', 'Name of the directory host'],
        ['basic.group', 'Basics'],
      ]),
    ],
    ['fr', new Map([['host.label', 'Hôte']])],
    ['pt_BR', new Map([['host.label', 'Servidor']])],
  ]),
);

const origin = { bundleName: 'org.example.wire', bundleVersion: '1.0.0', messages };

/** The bundle behind ConnId's recordings, on our framework. */
export const twinManager = (): LocalConnectorInfoManager =>
  new LocalConnectorInfoManager([
    new LocalConnector(PoolConnector, origin),
    new LocalConnector(WireConnector, origin),
  ]);

/** The bundle behind the fork's recordings. */
export const forkTwinManager = (): LocalConnectorInfoManager =>
  new LocalConnectorInfoManager([
    new LocalConnector(SimpleConnector, { bundleName: 'org.example.simple', bundleVersion: '1.0.0' }),
  ]);
