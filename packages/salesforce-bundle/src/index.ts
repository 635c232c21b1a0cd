export { bareUrl, urlProblems } from './configuration/urls.js';
export { ForgeRockConfiguration } from './forgerock.configuration.js';
export { ForgeRockConnector } from './forgerock.connector.js';
export { SalesforceConfiguration } from './salesforce.configuration.js';
export { SalesforceConnector } from './salesforce.connector.js';
export type { Login } from './session/login/login.js';
export { RefreshTokenFile } from './session/login/refresh-token-file.js';
export { REFRESH_TOKEN_CHANNEL, type RefreshTokenRotation } from './session/login/refresh-tokens.js';
export { browserLogin, type BrowserLogin } from './session/login/web-server-flow.js';
