/** Names one connector of one version of one bundle. */
export class ConnectorKey {
  readonly bundleName: string;
  readonly bundleVersion: string;
  readonly connectorName: string;

  constructor(bundleName: string, bundleVersion: string, connectorName: string) {
    this.bundleName = bundleName;
    this.bundleVersion = bundleVersion;
    this.connectorName = connectorName;
  }

  equals(other: unknown): boolean {
    return (
      other instanceof ConnectorKey &&
      other.connectorName === this.connectorName &&
      other.bundleName === this.bundleName &&
      other.bundleVersion === this.bundleVersion
    );
  }

  /** The form that ICF platforms print and parse. */
  toString(): string {
    return `ConnectorKey( bundleName=${this.bundleName} bundleVersion=${this.bundleVersion} connectorName=${this.connectorName} )`;
  }
}
