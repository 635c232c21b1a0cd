import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type OrgOptions } from '@icf-ts/salesforce-emulator';
import { CommandFolder } from '../command-folder.js';

/** A folder with an `icf.yaml` of jobs on an emulated org, and a repository. */
export class JobFolder extends CommandFolder {
  static async open(jobs: string, users: number, options: Partial<OrgOptions> = {}): Promise<JobFolder> {
    const path = await mkdtemp(join(tmpdir(), 'icf-jobs-'));
    const org = await startOrg({ users, trustedNetwork: true, ...options });
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

  /** As {@link run}, for one that must succeed; the rows that it prints as JSON lines. */
  async rows(...args: readonly string[]): Promise<readonly Record<string, unknown>[]> {
    const { code, output, errors } = await this.run(...args, '-o', 'jsonl');
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${errors}`);
    return output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}
