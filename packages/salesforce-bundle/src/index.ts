export { ForgeRockConfiguration } from './forgerock.configuration.js';
export { ForgeRockConnector } from './forgerock.connector.js';
export { SalesforceConfiguration } from './salesforce.configuration.js';
export { SalesforceConnector } from './salesforce.connector.js';
export { REFRESH_TOKEN_CHANNEL, type RefreshTokenRotation } from './session/login/refresh-tokens.js';
