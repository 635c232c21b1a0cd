import { ConnectorClass } from '@icf-ts/framework/spi';
import { ForgeRockConfiguration } from './forgerock.configuration.js';
import { SalesforceConnector } from './salesforce.connector.js';

/** The same connector with the configuration of ForgeRock's, whose name is an alias of this one. */
@ConnectorClass({
  name: 'icfts.salesforce.ForgeRockConnector',
  configuration: ForgeRockConfiguration,
  displayNameKey: 'forgerock.display',
  categoryKey: 'connector.category',
  search: { filter: 'connector', sort: 'connector', page: 'connector' },
})
export class ForgeRockConnector extends SalesforceConnector {}
