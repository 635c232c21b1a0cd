export { SalesforceConfiguration } from './salesforce.configuration.js';
export { SalesforceConnector } from './salesforce.connector.js';
