// A stand-in, to be replaced on merge.
export interface ObservationSettings {
  readonly log?: {
    readonly level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
    readonly pretty?: boolean;
    readonly destination?: string;
  };
  readonly audit?: { readonly destination: string };
  readonly endpoint?: { readonly host?: string; readonly port: number };
}
