// A stand-in, to be replaced on merge.
export type Log = (about: object | string, message?: string) => void;
export interface Logger {
  level: string;
  debug: Log;
  info: Log;
  warn: Log;
  error: Log;
}
