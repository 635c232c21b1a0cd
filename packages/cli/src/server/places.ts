/** What a server's configuration is called where nobody says otherwise. */
export const CONFIGURATION_FILE = 'connector-server.yaml';

/** From where installed bundles are looked for, beside the configuration's own folder: the command has some itself. */
export const BESIDE_US = import.meta.url;
