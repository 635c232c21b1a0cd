import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { runIcf } from '#src/run-icf.js';
import { RecordingTerminal } from '../demo/recording-terminal.js';
import { IcfProcess } from '../icf-process.js';

const KEY = 'a key for the tests';

/** What a command line came to. */
export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** A folder with an `icf.yaml` of connectors to an emulated org: `local`, and `served` by an `icf server run`. */
export class IcfFolder {
  readonly path: string;
  readonly org: Org;
  readonly #server: IcfProcess;

  private constructor(path: string, org: Org, server: IcfProcess) {
    this.path = path;
    this.org = org;
    this.#server = server;
  }

  static async open(): Promise<IcfFolder> {
    const path = await mkdtemp(join(tmpdir(), 'icf-cli-'));
    const org = await startOrg({ users: 300, trustedNetwork: true });
    await writeFile(join(path, 'secret'), `${org.credentials.clientSecret}\n`);
    await writeFile(join(path, 'key'), `${KEY}\n`);
    const yaml = [
      'server: { port: 0 }',
      'clients: [{ name: test, key: { file: key } }]',
      "bundles: { packages: ['@icf-ts/salesforce-bundle'] }",
    ];
    await writeFile(join(path, 'connector-server.yaml'), yaml.join('\n'));
    const server = new IcfProcess('server', 'run', '-c', join(path, 'connector-server.yaml'));
    await server.printed('"port":');
    const folder = new IcfFolder(path, org, server);
    const port = /"port":(\d+)/.exec(server.output)![1]!;
    await folder.write(
      'icf.yaml',
      folder.configuration(`{ host: 127.0.0.1, port: ${port}, key: { file: key } }`),
    );
    return folder;
  }

  configuration(remote: string): string {
    const connector = `
    bundle: '@icf-ts/salesforce-bundle'
    connector: SalesforceConnector
    configuration:
      loginUrl: ${this.org.url}
      clientId: ${this.org.credentials.clientId}
      clientSecret: { file: secret }`;
    return `connectors:\n  local:${connector}\n  served:${connector}\n    remote: ${remote}\n`;
  }

  of(name: string): string {
    return join(this.path, name);
  }
  async write(name: string, text: string): Promise<string> {
    await writeFile(this.of(name), text);
    return this.of(name);
  }
  read(name: string): Promise<string> {
    return readFile(this.of(name), 'utf8');
  }

  /** Runs a command line with this folder's configuration, in this process: a process costs a second. */
  async run(...args: readonly string[]): Promise<Ended> {
    const terminal = new RecordingTerminal();
    const code = await runIcf([...args, '--config', this.of('icf.yaml')], terminal);
    return { code, output: terminal.output, errors: terminal.errors };
  }
  /** Starts it in a process of its own: what signals, standard streams and the real exit code are about. */
  start(...args: readonly string[]): IcfProcess {
    return new IcfProcess(...args, '--config', this.of('icf.yaml'));
  }

  /** A profile that a new user can have. */
  async profileId(): Promise<string> {
    const { output } = await this.run(
      'search',
      'account',
      "contains('__NAME__', '@emulated.example')",
      '-n',
      'local',
      '-a',
      'ProfileId,LastName',
      '-o',
      'jsonl',
    );
    const users = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    return users.find(({ LastName }) => LastName !== 'User')!['ProfileId']!;
  }

  async close(): Promise<void> {
    await this.#server.discard();
    await this.org.close();
    await rm(this.path, { recursive: true, force: true });
  }
}
