import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../../test/fixtures/hosting');

/** A bundle of one connector that tells its version, streams as many objects as it is asked for, and waits if told to. */
const code = (version: string): string => `
import { ConnectorObject, Name, Uid, describeConnector, describeProperty } from '@icf-ts/framework/spi';
class Settings { size = 3; }
describeProperty(Settings, 'size', { type: 'int', order: 1 });
class Versioned {
  init(configuration) { this.size = configuration.size; }
  dispose() {}
  async runScriptOnConnector() { return ${JSON.stringify(version)}; }
  async *search(objectClass) {
    for (let at = 0; at < this.size; at++)
      yield new ConnectorObject(objectClass, [new Uid(String(at)), new Name(${JSON.stringify(version)} + '/' + at)]);
  }
}
describeConnector(Versioned, { name: 'test.Versioned', displayNameKey: 'x', configuration: Settings });
export { Versioned };
`;

/** A temporary folder with what a connector server's operator has. */
export class HostFolder {
  path = '';

  async open(): Promise<void> {
    this.path = await mkdtemp(join(tmpdir(), 'icf-host-'));
    await mkdir(this.of('bundles'));
  }
  async close(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  of(...parts: readonly string[]): string {
    return join(this.path, ...parts);
  }

  /** Writes a file, at once as a whole. */
  async write(name: string, content: string | Buffer): Promise<string> {
    const file = this.of(name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.part`, content);
    await rename(`${file}.part`, file);
    return file;
  }

  /** Copies a fixture into the folder. */
  async fixture(name: string, as = name): Promise<string> {
    await cp(join(FIXTURES, name), this.of(as));
    return this.of(as);
  }

  /** Writes the bundle `test` of this version into a folder and returns its path. */
  async bundle(at: string, version: string, { manifest = {}, text = code(version) } = {}): Promise<string> {
    const connectorBundle = { framework: '*', connectors: ['./index.js#Versioned'], ...manifest };
    await this.write(join(at, 'index.js'), text);
    await this.write(
      join(at, 'package.json'),
      JSON.stringify({ name: 'test', version, type: 'module', connectorBundle }),
    );
    return this.of(at);
  }
}
