import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  absolutePaths,
  documentChecker,
  inOrder,
  isError,
  pathText,
  problemAt,
  problemText,
  resolveReferences,
  yamlSource,
  type Path,
  type Problem,
  type SourceDocument,
} from '@icf-ts/connector-server/configuration';
import { CliProblem } from '../problems/cli-problem.js';
import type { IcfConfiguration } from './icf-configuration.js';
import { ICF_SETTINGS } from './settings-table.js';

export const ICF_FILE = 'icf.yaml';

/** The nearest `icf.yaml`, from `folder` upwards; undefined where there is none. */
export function findConfiguration(folder: string): string | undefined {
  const file = join(folder, ICF_FILE);
  if (existsSync(file)) return file;
  const above = dirname(folder);
  return above === folder ? undefined : findConfiguration(above);
}

/**
 * Reads and checks the configuration at `path`, or the nearest one upwards from the working directory.
 * @throws CliProblem that lists every error with file, line and column
 */
export async function readIcfConfiguration(
  path?: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<IcfConfiguration> {
  const file = path === undefined ? findConfiguration(process.cwd()) : resolve(path);
  if (file === undefined) {
    throw new CliProblem('configuration', `There is no ${ICF_FILE} in this folder, nor in any above it.`, {
      advice: `Write one, as docs/command-line.md shows, or name one: --config FILE.`,
    });
  }
  const text = await contentOf(file);
  const document = yamlSource(text, file);
  const { value, problems, referenced } = resolveReferences(document, ICF_SETTINGS, environment);
  // A secret that one connector lacks is nothing to commands that work with another, or with none.
  const lacking = problems.filter(({ property }) => property?.startsWith('connectors.'));
  const found: Problem[] = [...document.problems, ...problems.filter((each) => !lacking.includes(each))];
  const lost = new Set(lacking.map(({ property }) => property));
  if (found.length === 0) {
    found.push(...check(document, value, referenced).filter(({ property }) => !lost.has(property)));
  }
  if (!found.some(isError)) {
    const missing = missingBundles(value as IcfConfiguration, document);
    // Said already, of the reference that leads nowhere.
    found.push(...missing.filter(({ property }) => !lost.has(`${property}.bundle`)));
  }
  found.push(...referencesInJobs(value as IcfConfiguration, document, referenced));
  if (found.some(isError)) {
    throw new CliProblem('configuration', inOrder(found.filter(isError)).map(problemText).join('\n'));
  }
  const checked = absolutePaths(value, document.base, ICF_SETTINGS) as IcfConfiguration;
  const configuration = { ...checked, file, document, text, referenced, lacking };
  return { ...configuration, warnings: clearSecrets({ ...configuration, warnings: [] }) };
}

const check = documentChecker(ICF_SETTINGS);

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read: ${code}.`;
    throw new CliProblem('configuration', `${file}: ${what}`, { cause });
  }
}

function missingBundles(
  { connectors, default: chosen }: IcfConfiguration,
  document: IcfConfiguration['document'],
): readonly Problem[] {
  const names = Object.keys(connectors);
  const incomplete = names
    .filter((name) => !connectors[name]!.bundle && !connectors[name]!.remote)
    .map((name) =>
      problemAt(document, ['connectors', name], 'Give the property bundle, or remote, or both.'),
    );
  if (chosen === undefined || names.includes(chosen)) return incomplete;
  const message = `There is no connector '${chosen}' here. There are: ${names.join(', ') || 'none'}.`;
  return [...incomplete, problemAt(document, ['default'], message)];
}

/** Jobs are read with their places from the text itself, so that a reference would be taken for a value. */
const referencesInJobs = (
  { jobs }: IcfConfiguration,
  document: SourceDocument,
  referenced: ReadonlySet<string>,
): readonly Problem[] =>
  Object.keys(jobs ?? {})
    .filter((name) => [...referenced].some((path) => path.startsWith(`${pathText(['jobs', name])}.`)))
    .map((name) =>
      problemAt(document, ['jobs', name], 'A job cannot hold references; connectors and the repository can.'),
    );

function clearSecrets({
  connectors,
  repository,
  document,
  referenced,
}: IcfConfiguration): readonly Problem[] {
  const url = repository?.url;
  const inUrl = url !== undefined && /:\/\/[^@/]*:[^@/]+@/.test(url) && !referenced.has('repository.url');
  return [
    ...(inUrl ? [clearSecret(document, ['repository', 'url'])] : []),
    ...secretsOfServers({ connectors, document, referenced }),
  ];
}

function secretsOfServers({
  connectors,
  document,
  referenced,
}: Pick<IcfConfiguration, 'connectors' | 'document' | 'referenced'>): readonly Problem[] {
  return Object.entries(connectors).flatMap(([name, { remote }]) => {
    const secrets = { key: remote?.key, 'tls.passphrase': remote?.tls?.passphrase };
    return Object.entries(secrets).flatMap(([step, text]) => {
      const path = ['connectors', name, 'remote', ...step.split('.')];
      return text === undefined || referenced.has(pathText(path)) ? [] : [clearSecret(document, path)];
    });
  });
}

/** The warning about a secret that stands in the file itself. */
export const clearSecret = (document: SourceDocument, path: Path): Problem =>
  problemAt(
    document,
    path,
    'A secret stands here in clear. Write { env: NAME } or { file: path }.',
    'warning',
  );
