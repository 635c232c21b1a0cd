/** By which way a login comes, as LoginHistory tells it. */
export interface LoginDoor {
  readonly loginType: 'Application' | 'Other Apex API' | 'Remote Access 2.0';
  /** The connected app's name, or what stands for none. */
  readonly application: string;
  readonly sourceIp: string;
  /** The host the client called, without scheme. */
  readonly loginUrl: string;
  /** Such as `SOAP Partner`; null where no API is called. */
  readonly apiType: string | null;
  /** Such as `62.0`. */
  readonly apiVersion: string | null;
}
