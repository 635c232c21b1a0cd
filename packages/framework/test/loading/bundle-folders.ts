import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const SPI = import.meta.resolve('@icf-ts/framework/spi');

const body = (version: string): string => `
class Settings { host = 'localhost'; secret; }
describeProperty(Settings, 'host', { type: 'String', order: 1, required: true });
describeProperty(Settings, 'secret', { type: 'GuardedString', order: 2, confidential: true });
class Plain {
  static disposed = 0;
  init(c) { this.c = c; }
  async dispose() { Plain.disposed++; }
  async test() {}
  /** Answers its version, after as many milliseconds as the script says. */
  async runScriptOnConnector(script) {
    await new Promise((resolve) => setTimeout(resolve, Number(script.text)));
    return ${JSON.stringify(version)};
  }
}
describeConnector(Plain, { name: 'plain.Connector', displayNameKey: 'plain.display', configuration: Settings });
class Other extends Plain {}
describeConnector(Other, { name: 'other.Connector', displayNameKey: 'other.display', configuration: Settings });
`;

const IMPORTED = '{ describeConnector, describeProperty }';
const esm = (version: string): string =>
  `import ${IMPORTED} from ${JSON.stringify(SPI)};${body(version)}export { Plain, Other };`;
const commonJs = (version: string): string =>
  `const ${IMPORTED} = require(${JSON.stringify(fileURLToPath(SPI))});${body(version)}module.exports = { Plain, Other };`;

export interface BundleText {
  readonly name?: string;
  readonly version?: string;
  readonly manifest?: object;
  readonly format?: 'module' | 'commonjs';
}

/** Bundles in plain JavaScript, written into a temporary folder: no decorators, metadata by function. */
export class BundleFolders {
  #root = '';

  async open(): Promise<void> {
    this.#root = await mkdtemp(join(tmpdir(), 'icf-bundles-'));
  }
  async close(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }

  path(...parts: readonly string[]): string {
    return join(this.#root, ...parts);
  }

  /** Writes a bundle into the sub-folder `at` and returns its path. */
  async write(at: string, text: BundleText = {}): Promise<string> {
    const { name = 'plain-bundle', version = '1.0.0', manifest = {}, format = 'module' } = text;
    const folder = this.path(at);
    await mkdir(folder, { recursive: true });
    const connectorBundle = { framework: '*', connectors: ['./index.js#Plain'], ...manifest };
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name, version, type: format, connectorBundle }),
    );
    await writeFile(join(folder, 'index.js'), format === 'module' ? esm(version) : commonJs(version));
    return folder;
  }
}

export const failure = async (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.fail('no failure'),
    (error: Error) => error,
  );
