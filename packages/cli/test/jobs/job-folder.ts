import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { runIcf } from '#src/run-icf.js';
import type { Ended } from '../commands/icf-folder.js';
import { RecordingTerminal } from '../demo/recording-terminal.js';
import { IcfProcess } from '../icf-process.js';

/** A folder with an `icf.yaml` of jobs on an emulated org, and a repository. */
export class JobFolder {
  readonly path: string;
  readonly org: Org;

  private constructor(path: string, org: Org) {
    this.path = path;
    this.org = org;
  }

  static async open(jobs: string, users: number): Promise<JobFolder> {
    const path = await mkdtemp(join(tmpdir(), 'icf-jobs-'));
    const org = await startOrg({ users, trustedNetwork: true });
    await writeFile(join(path, 'secret'), org.credentials.clientSecret);
    const folder = new JobFolder(path, org);
    await folder.write('icf.yaml', folder.configuration + jobs);
    return folder;
  }

  get configuration(): string {
    return `connectors:
  salesforce:
    bundle: '@icf-ts/salesforce-bundle'
    connector: SalesforceConnector
    configuration:
      loginUrl: ${this.org.url}
      clientId: ${this.org.credentials.clientId}
      clientSecret: { file: secret }
  unused:
    bundle: '@icf-ts/salesforce-bundle'
    configuration: { clientSecret: { env: ICF_TEST_SECRET_THAT_IS_NOT_SET } }
default: salesforce
repository: { folder: repository }
`;
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

  /** Runs a command line in this process. */
  async run(...args: readonly string[]): Promise<Ended> {
    const terminal = new RecordingTerminal();
    const code = await runIcf([...args, '--config', this.of('icf.yaml')], terminal);
    return { code, output: terminal.output, errors: terminal.errors };
  }
  /** As {@link run}, for one that must succeed; the rows that it prints as JSON lines. */
  async rows(...args: readonly string[]): Promise<readonly Record<string, unknown>[]> {
    const { code, output, errors } = await this.run(...args, '-o', 'jsonl');
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${errors}`);
    return output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  start(...args: readonly string[]): IcfProcess {
    return new IcfProcess(...args, '--config', this.of('icf.yaml'));
  }

  async close(): Promise<void> {
    await this.org.close();
    await rm(this.path, { recursive: true, force: true });
  }
}
