import { ConnectorClass, connectorMetadata } from '@icf-ts/framework/spi';
import { ForgeRockConfiguration } from './forgerock.configuration.js';
import { SalesforceConnector } from './salesforce.connector.js';

/** The same connector with the configuration of ForgeRock's, whose name is an alias of this one. */
@ConnectorClass({
  ...connectorMetadata(SalesforceConnector),
  name: 'icfts.salesforce.ForgeRockConnector',
  configuration: ForgeRockConfiguration,
  displayNameKey: 'forgerock.display',
})
export class ForgeRockConnector extends SalesforceConnector {}
