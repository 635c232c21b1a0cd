export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What an operator wants to see of a connector server, and where. */
export interface ObservationSettings {
  readonly log?: {
    /** Default `info`. Of a running server: `observation.log.level`. */
    readonly level?: LogLevel;
    /** Text for people instead of JSON lines. */
    readonly pretty?: boolean;
    /** A file; standard output unless said otherwise. */
    readonly destination?: string;
  };
  /** One record per call, for good. Without it there is none. */
  readonly audit?: {
    /** A file of mode 0600, or `log` for the log, whatever its level. */
    readonly destination: string;
  };
  /** Health and metrics over HTTP. Without it there is no endpoint. */
  readonly endpoint?: {
    /** Loopback unless said otherwise: nobody is asked for a key here. */
    readonly host?: string;
    /** 0 picks a free port. */
    readonly port: number;
  };
}

export const OBSERVATION_DEFAULTS = { level: 'info', host: '127.0.0.1' } as const;
