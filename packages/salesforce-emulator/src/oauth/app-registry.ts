import type { OrgCredentials } from '../org-options.js';
import { connectedApp } from './connected-app.js';
import type { ConnectedApp, ConnectedAppOptions } from './connected-app.js';

/** Where Salesforce's command line waits for the answer of the web server flow. */
const CLI_CALLBACK = 'http://localhost:1717/OauthRedirect';

/** The apps of an org: those of the options, the app of its credentials, and that of the `sf` command line. */
export class AppRegistry {
  readonly #apps: ReadonlyMap<string, ConnectedApp>;

  /** @throws TypeError for two apps with one client id, and for an app that cannot be */
  constructor(credentials: OrgCredentials, options: readonly ConnectedAppOptions[]) {
    const apps = new Map<string, ConnectedApp>();
    for (const given of options) {
      if (apps.has(given.clientId))
        throw new TypeError(`two connected apps with client id ${given.clientId}`);
      apps.set(given.clientId, connectedApp(given));
    }
    // An app of the options may take the place of a built-in one.
    for (const app of [defaultApp(credentials), CLI_APP]) {
      if (!apps.has(app.clientId)) apps.set(app.clientId, app);
    }
    this.#apps = apps;
  }

  find(clientId: string): ConnectedApp | undefined {
    return this.#apps.get(clientId);
  }
}

/** Known to every org of the world, without a secret. */
const CLI_APP = connectedApp({
  clientId: 'PlatformCLI',
  name: 'Salesforce CLI',
  secretOptional: true,
  callbackUrls: [CLI_CALLBACK],
});

const defaultApp = ({ clientId, clientSecret, username }: OrgCredentials): ConnectedApp =>
  connectedApp({
    clientId,
    clientSecret,
    name: 'Integration App',
    runAsUsername: username,
    callbackUrls: [CLI_CALLBACK, 'http://localhost:3000/callback'],
  });
