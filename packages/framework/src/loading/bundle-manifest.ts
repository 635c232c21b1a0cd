import { Ajv } from 'ajv';
import { ConfigurationException } from '../common/errors/exceptions.js';

/** What a bundle's package.json says in its field `connectorBundle`. */
export interface BundleManifest {
  /** The name in ConnectorKeys; the package's name where left out. */
  readonly bundleName: string;
  readonly bundleVersion: string;
  /** The range of framework versions that the bundle works with. */
  readonly framework: string;
  /** Module and export of each connector class, e.g. `./dist/index.js#SalesforceConnector`. */
  readonly connectors: readonly string[];
  /** Folder of message catalogues: `Messages.yaml`, `Messages_fr.yaml` … */
  readonly messages?: string;
  /**
   * Names of other products' connectors that these ones stand in for: a list where the bundle has one connector, else
   * lists by connector name. See KeyPattern for the forms.
   */
  readonly aliases?: readonly string[] | Readonly<Record<string, readonly string[]>>;
}

const aliasList = { type: 'array', items: { type: 'string', minLength: 1 } };

const schema = {
  type: 'object',
  required: ['name', 'version', 'connectorBundle'],
  properties: {
    name: { type: 'string', minLength: 1 },
    version: { type: 'string', minLength: 1 },
    connectorBundle: {
      type: 'object',
      additionalProperties: false,
      required: ['framework', 'connectors'],
      properties: {
        bundleName: { type: 'string', minLength: 1 },
        bundleVersion: { type: 'string', minLength: 1 },
        framework: { type: 'string', minLength: 1 },
        connectors: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^\\./[^#]+#[^#]+$' } },
        messages: { type: 'string', pattern: '^\\./' },
        aliases: {
          type: ['array', 'object'],
          items: aliasList.items,
          additionalProperties: aliasList,
        },
      },
    },
  },
};

interface PackageDocument {
  readonly name: string;
  readonly version: string;
  readonly connectorBundle: Omit<BundleManifest, 'bundleName' | 'bundleVersion'> & {
    readonly bundleName?: string;
    readonly bundleVersion?: string;
  };
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

/** @throws ConfigurationException listing everything that is wrong with the manifest: the bundle's fault. */
export function bundleManifest(packageJson: unknown, where: string): BundleManifest {
  // Compiled at the first bundle: who asks for none does not wait for it.
  const validate = ajv.compile<PackageDocument>(schema);
  if (!validate(packageJson)) {
    const problems = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message}`,
    );
    throw new ConfigurationException(
      `${where} is not the manifest of a connector bundle: ${problems.join('; ')}.`,
    );
  }
  return {
    ...packageJson.connectorBundle,
    bundleName: packageJson.connectorBundle.bundleName ?? packageJson.name,
    bundleVersion: packageJson.connectorBundle.bundleVersion ?? packageJson.version,
  };
}
