import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { CommandFolder } from '../command-folder.js';
import { IcfProcess } from '../icf-process.js';

const KEY = 'a key for the tests';

/** A folder with an `icf.yaml` of connectors to an emulated org: `local`, and `served` by an `icf server run`. */
export class IcfFolder extends CommandFolder {
  readonly #server: IcfProcess;

  private constructor(path: string, org: Org, server: IcfProcess) {
    super(path, org);
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

  override async close(): Promise<void> {
    await this.#server.discard();
    await super.close();
  }
}
