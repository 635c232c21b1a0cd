import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startHost, type IcfHost } from './host/start-host.js';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'packages/cli/dist/main.js');
const BROWSER = join(import.meta.dirname, 'host/browser.js');
/** What a command shows a URL with, by platform: a story needs no person. */
const BROWSER_OPENERS = ['xdg-open', 'open'];
/** Long for the longest command, so that one that hangs is told. */
const DEADLINE_MS = 180_000;

/** What a command of a story printed, on both streams, and its exit code. */
export interface Played {
  readonly printed: string;
  readonly exitCode: number;
}

export interface StoryFolderOptions {
  /**
   * All command lines are run by one process, one after the other, which takes a tenth of the time. They cannot read
   * standard input then.
   */
  readonly oneProcess?: boolean;
}

/** A copy of a story's folder, with `icf` on its path, and a browser that allows what it is asked. */
export class StoryFolder {
  readonly path: string;
  /** Where `icf` is. */
  readonly binaries: string;
  readonly #above: string;
  readonly #environment: NodeJS.ProcessEnv;
  #host: IcfHost | undefined;
  /** What `$?` is to the next command. */
  #exitCode = 0;

  private constructor(above: string, name: string, own: Readonly<Record<string, string>>) {
    this.#above = above;
    this.path = join(above, name);
    this.binaries = join(above, 'bin');
    const inherited = Object.entries(process.env).filter(([key]) => !/^(SALESFORCE|ICF)_/.test(key));
    const path = [this.binaries, process.env['PATH'] ?? ''].join(delimiter);
    this.#environment = { ...Object.fromEntries(inherited), ...own, PATH: path };
  }

  /** @param environment what the commands find in their environment, beside what this process has. */
  static async copy(
    name: string,
    environment: Readonly<Record<string, string>>,
    { oneProcess }: StoryFolderOptions = {},
  ): Promise<StoryFolder> {
    const above = await mkdtemp(join(await realpath(tmpdir()), 'icf-story-'));
    const folder = new StoryFolder(above, name, environment);
    await cp(join(ROOT, 'examples', name), folder.path, { recursive: true });
    await mkdir(folder.binaries);
    if (oneProcess) folder.#host = await startHost(above);
    const words = folder.#host?.command ?? [process.execPath, '--enable-source-maps', MAIN];
    await folder.#install('icf', words);
    for (const opener of BROWSER_OPENERS) await folder.#install(opener, [process.execPath, BROWSER]);
    return folder;
  }

  async #install(name: string, words: readonly string[]): Promise<void> {
    const file = join(this.binaries, name);
    await writeFile(file, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`);
    await chmod(file, 0o755);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.path, file), 'utf8');
  }

  /** Runs a command in the folder. `atTerminal`: it prints to the terminal of this process, and nothing is kept. */
  async run(text: string, atTerminal = false): Promise<Played> {
    const script = `(exit ${this.#exitCode}); { ${text}\n}${atTerminal ? '' : ' 2>&1'}`;
    const child = spawn('sh', ['-c', script], {
      cwd: this.path,
      env: atTerminal ? this.#environment : { ...this.#environment, NO_COLOR: '1' },
      stdio: atTerminal ? 'inherit' : ['ignore', 'pipe', 'inherit'],
      timeout: DEADLINE_MS,
    });
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => (printed += piece));
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    this.#exitCode = exitCode;
    // Where the copy lies is nobody's business: paths in it are told from here.
    return { printed: printed.replaceAll(`${this.path}/`, '').replaceAll(this.path, '.'), exitCode };
  }

  async remove(): Promise<void> {
    await this.#host?.close();
    await rm(this.#above, { recursive: true, force: true });
  }
}
