/** The key of every Java connector server: good on this machine only. */
export const DEFAULT_KEY = 'changeit';
