import { ConnectorMessages, LocalConnector, LocalConnectorInfoManager } from '@icf-ts/framework';
import { MirrorConnector } from './mirror-connector.js';
import { MirrorPool } from './mirror-pool.js';

/** The texts of Messages.properties as they are meant to be read. */
const messages = new ConnectorMessages(
  new Map([
    [
      '',
      new Map([
        ['mirror.display', "The connector's mirror"],
        ['mirror.category', 'Interop'],
        ['mirror.group', 'Basics'],
        ['mirror.host.display', 'Host'],
        ['mirror.host.help', "It's the host's name, 'quoted' and not"],
        ['mirror.apostrophe.display', "O'Brien"],
        ['mirror.apostrophe.help', "'"],
        ['mirror.braces.display', 'Like {0} or {name}'],
        ['mirror.braces.help', 'A } alone, a { too'],
        ['pool.display', 'Pooled'],
      ]),
    ],
    [
      'fr',
      new Map([
        ['mirror.display', "Le miroir de l'identit\u00e9"],
        ['mirror.host.display', 'H\u00f4te'],
      ]),
    ],
    ['pt_BR', new Map([['mirror.host.display', 'Servidor']])],
    ['zh_TW', new Map([['mirror.host.display', '\u4e3b\u6a5f']])],
    ['he', new Map([['mirror.host.display', '\u05de\u05d0\u05e8\u05d7']])],
  ]),
);

const origin = { bundleName: 'icfts.interop.mirror', bundleVersion: '1.0.0', messages };

/** The bundle of the mirror, on our framework. */
export const mirrorManager = (): LocalConnectorInfoManager =>
  new LocalConnectorInfoManager([
    new LocalConnector(MirrorConnector, origin),
    new LocalConnector(MirrorPool, origin),
  ]);
