import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigurationException } from '@icf-ts/framework';
import { absolutePaths } from './absolute-paths.js';
import { documentChecker } from './check-document.js';
import type { HostSettings } from './host-settings.js';
import { javaSource } from './java-source.js';
import { isError, problemText, type Problem } from './problem.js';
import { resolveReferences } from './references.js';
import { settingsOf, type CheckedValue } from './settings-of.js';
import { SETTINGS } from './settings-table.js';
import { isRecord, yamlSource, type SourceDocument } from './source-document.js';

/** Where a server's configuration stands. */
export interface ConfigurationSource {
  readonly file: string;
  /** `java`: the Java connector server's `connectorserver.properties`. */
  readonly format: 'yaml' | 'java';
  /** The system properties that a JVM would have been given, for `java`. */
  readonly system?: Readonly<Record<string, string>>;
  /** Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Configuration {
  /** What is sound of it. Not to be run with while there are errors among the problems. */
  readonly settings: HostSettings;
  readonly problems: readonly Problem[];
  /** The files that it was read from: itself, and those that references name. */
  readonly files: readonly string[];
  readonly document: SourceDocument;
}

const check = documentChecker(SETTINGS);

/** Reads and checks a configuration; all that is wrong with it is among the problems. Does not reject. */
export async function readConfiguration(source: ConfigurationSource): Promise<Configuration> {
  const file = resolve(source.file);
  const document = await open({ ...source, file });
  const { value, problems, referenced, files } = resolveReferences(
    document,
    SETTINGS,
    source.environment ?? process.env,
  );
  const found = [...document.problems, ...problems];
  // A text with errors of its own needs no list of what is therefore missing.
  if (!document.problems.some(isError)) {
    const told = new Set(found.map(({ property }) => property));
    found.push(...check(document, value, referenced).filter(({ property }) => !told.has(property)));
  }
  const sound = isRecord(value) ? withoutBroken(value, found) : {};
  const { settings, problems: ofKeys } = await settingsOf(
    absolutePaths(sound, document.base, SETTINGS) as CheckedValue,
    document,
    referenced,
  );
  return { settings, problems: [...found, ...ofKeys], files: [file, ...files], document };
}

/** @throws ConfigurationException that lists every error, one a line */
export async function readSettings(source: ConfigurationSource): Promise<Configuration> {
  const configuration = await readConfiguration(source);
  refuseErrors(configuration.problems);
  return configuration;
}

/** @throws ConfigurationException that lists every error, one a line */
export function refuseErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(isError);
  if (errors.length > 0) throw new ConfigurationException(errors.map(problemText).join('\n'));
}

async function open({ file, format, system = {} }: ConfigurationSource): Promise<SourceDocument> {
  try {
    const content = await readFile(file);
    return format === 'yaml' ? yamlSource(content.toString('utf8'), file) : javaSource(content, file, system);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const message =
      code === 'ENOENT'
        ? 'There is no such file. `icf server init` writes one.'
        : `The file cannot be read: ${code}.`;
    const problem: Problem = { severity: 'error', file, message };
    return { ...yamlSource('', file), problems: [problem] };
  }
}

/** The sections that nothing was said against, so that the others can be looked into further. */
function withoutBroken(
  value: Record<string, unknown>,
  problems: readonly Problem[],
): Record<string, unknown> {
  const broken = new Set(problems.filter(isError).map(({ property }) => /^[^.[]*/.exec(property ?? '')![0]));
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => !broken.has(name) && Object.hasOwn(SETTINGS.properties!, name)),
  );
}
