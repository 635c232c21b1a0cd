import { dirname } from 'node:path';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { checkHosting } from './check-hosting.js';
import { problemText } from './configuration/problem.js';
import {
  readConfiguration,
  refuseErrors,
  type Configuration,
  type ConfigurationSource,
} from './configuration/read-configuration.js';
import { ConnectorHost, HOST_DEFAULTS, type HostOptions } from './host.js';
import { tlsFiles } from './tls/tls-material.js';
import { Watched } from './watched.js';

/** A connector server that follows its configuration file, and the certificates and secrets that the file names. */
export class HostedFile {
  readonly host: ConnectorHost;
  readonly #source: ConfigurationSource;
  readonly #watched: Watched;
  #files: readonly string[];
  #state: string;
  #reloading: Promise<void> = Promise.resolve();

  private constructor(
    host: ConnectorHost,
    source: ConfigurationSource,
    files: readonly string[],
    state: string,
    options: HostOptions,
  ) {
    this.host = host;
    this.#source = source;
    this.#files = files;
    this.#state = state;
    const { settleMs, pollMs } = { ...HOST_DEFAULTS, ...options };
    this.#watched = new Watched(foldersOf(files), () => this.#look(), { settleMs: settleMs / 4, pollMs });
  }

  /** @throws ConfigurationException listing all that is wrong with the file, or what `ConnectorHost.start` throws */
  static async start(source: ConfigurationSource, options: HostOptions = {}): Promise<HostedFile> {
    const configuration = await readConfiguration(source);
    const problems = await checkHosting(configuration);
    refuseErrors(problems);
    const files = filesOf(configuration);
    const state = await stateOf(files);
    const host = await ConnectorHost.start(configuration.settings, {
      installedBeside: [dirname(files[0]!)],
      ...options,
    });
    for (const problem of problems) host.observation.log.warn(problemText(problem));
    return new HostedFile(host, source, files, state, options);
  }

  /** Reads the file again and takes over what can be. A broken one changes nothing; the log says so. Does not reject. */
  reload(): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#reload());
    return this.#reloading;
  }

  async close(): Promise<void> {
    await this.#watched.close();
    await this.#reloading;
    await this.host.close();
  }

  async #look(): Promise<boolean> {
    if ((await stateOf(this.#files)) !== this.#state) await this.reload();
    return true;
  }

  async #reload(): Promise<void> {
    const { log } = this.host.observation;
    try {
      const configuration = await readConfiguration(this.#source);
      this.#files = [...new Set([...filesOf(configuration), ...this.#files])];
      this.#state = await stateOf(this.#files);
      const problems = await checkHosting(configuration);
      refuseErrors(problems);
      const { live, needRestart } = await this.host.reload(configuration.settings);
      this.#files = filesOf(configuration);
      this.#state = await stateOf(this.#files);
      this.#watched.watch(foldersOf(this.#files));
      for (const problem of problems) log.warn(problemText(problem));
      log.info(
        { changed: live },
        'The configuration was read again; clients, keys and certificates are those of now.',
      );
      if (needRestart.length > 0) {
        log.warn({ properties: needRestart }, `These changes need a restart: ${needRestart.join(', ')}.`);
      }
    } catch (error) {
      log.error(
        `The changed configuration is not taken over; the server goes on with the old one. ${(error as Error).message}`,
      );
    }
  }
}

const filesOf = ({ files, settings }: Configuration): readonly string[] => [
  ...files,
  ...(settings.tls ? tlsFiles(settings.tls) : []),
];

const foldersOf = (files: readonly string[]): readonly string[] => [...new Set(files.map(dirname))];

/** By content: what a file was touched or copied anew changes nothing. */
async function stateOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`\n${file}\n`);
    hash.update(await readFile(file).catch(() => ''));
  }
  return hash.digest('base64');
}
