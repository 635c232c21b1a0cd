import { readFile } from 'node:fs/promises';
import {
  documentChecker,
  flag,
  problemAt,
  problemText,
  resolveReferences,
  section,
  text,
  yamlSource,
  type Setting,
  type SourceDocument,
} from '@icf-ts/connector-server/configuration';
import { CliProblem } from '../problems/cli-problem.js';

/** What a `provisioner.openicf-….json` says of a connector. */
export interface Provisioner {
  /** Name of the connector, which may be one that a bundle declares as an alias. */
  readonly connector: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly document: SourceDocument;
  /** Paths (as text) of values that came from the environment or from files. */
  readonly referenced: ReadonlySet<string>;
}

/** Of the rest, object types among them, nothing is needed: the connector tells its schema itself. */
const PROVISIONER: Setting = section(
  'A connector, as ForgeRock IDM configures it.',
  {
    enabled: flag('Whether the connector is in use.'),
    connectorRef: section(
      'Which connector.',
      { connectorName: text('Its name.') },
      { additionalProperties: true },
    ),
    configurationProperties: { type: 'object', description: 'Its properties.', additionalProperties: true },
  },
  { additionalProperties: true, required: ['configurationProperties'] },
);
const check = documentChecker(PROVISIONER);

interface ProvisionerDocument {
  readonly enabled?: boolean;
  readonly connectorRef?: { readonly connectorName?: string };
  readonly configurationProperties: Readonly<Record<string, unknown>>;
}

/**
 * Reads a provisioner file of ForgeRock IDM's as it is; references to the environment and to files may stand in it.
 * Properties that are null are left to their defaults.
 * @throws CliProblem that lists every error with file, line and column
 */
export async function readProvisioner(
  file: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Provisioner> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read: ${code}.`;
    throw new CliProblem('configuration', `${file}: ${message}`, { cause: error });
  }
  const document = yamlSource(content, file);
  const { value, problems, referenced } = resolveReferences(document, PROVISIONER, environment);
  const found = [...document.problems, ...problems];
  if (found.length === 0) found.push(...check(document, value, referenced));
  const { enabled, connectorRef, configurationProperties } = value as ProvisionerDocument;
  if (enabled === false)
    found.push(problemAt(document, ['enabled'], 'The connector is switched off; set it to true.'));
  if (found.length > 0) throw new CliProblem('configuration', found.map(problemText).join('\n'));
  return {
    connector: connectorRef?.connectorName,
    properties: Object.fromEntries(
      Object.entries(configurationProperties).filter(([, property]) => property !== null),
    ),
    document,
    referenced,
  };
}
