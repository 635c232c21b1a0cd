import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openDatabase, type Database } from '@icf-ts/provisioning';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { rowsOf, type OrgRow } from '../emulated-org/rows.js';
import { readmeCommands, type ReadmeCommand } from './readme-commands.js';
import { StoryFolder, type Played, type StoryFolderOptions } from './story-folder.js';
import type { Story } from './story-table.js';

/** What a story is played on: an emulated org, and a copy of the story's folder. */
export class StoryStage {
  readonly org: Org;
  readonly folder: StoryFolder;
  /** How the commands reach the org. */
  readonly environment: Readonly<Record<string, string>>;
  /** Those of the README. */
  readonly commands: readonly ReadmeCommand[];

  private constructor(parts: Pick<StoryStage, 'org' | 'folder' | 'environment' | 'commands'>) {
    this.org = parts.org;
    this.folder = parts.folder;
    this.environment = parts.environment;
    this.commands = parts.commands;
  }

  static async open({ name, org: options }: Story, how: StoryFolderOptions = {}): Promise<StoryStage> {
    const callbackUrl = await freeCallback();
    const apps = options.connectedApps?.map((app) => ({ ...app, callbackUrls: [callbackUrl] }));
    const org = await startOrg({ ...options, ...(apps ? { connectedApps: apps } : {}) });
    try {
      const environment = { ...environmentOf(org), SALESFORCE_CALLBACK_URL: callbackUrl };
      const folder = await StoryFolder.copy(name, environment, how);
      const commands = readmeCommands(await folder.read('README.md'));
      return new StoryStage({ org, folder, environment, commands });
    } catch (error) {
      await org.close();
      throw error;
    }
  }

  /** Runs a command, and tells what it cost, too. */
  async run(text: string): Promise<Played & { readonly calls: number }> {
    const { calls } = this.org;
    const before = calls.total;
    return { ...(await this.folder.run(text)), calls: calls.total - before };
  }

  /** Rows of the org by SOQL. Costs API calls. */
  rows(soql: string): Promise<readonly OrgRow[]> {
    return rowsOf(this.org, soql);
  }

  /** Works on the story's repository, while no command does. */
  async inRepository<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase({ folder: join(this.folder.path, 'icf-data') });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  async close(): Promise<void> {
    await this.org.close();
    await this.folder.remove();
  }
}

/** The variables that the stories' icf.yaml refer to. */
function environmentOf(org: Org): Readonly<Record<string, string>> {
  const { clientId, clientSecret, username, password, securityToken } = org.credentials;
  return {
    SALESFORCE_LOGIN_URL: org.url,
    SALESFORCE_CLIENT_ID: clientId,
    SALESFORCE_CLIENT_SECRET: clientSecret,
    SALESFORCE_USERNAME: username,
    SALESFORCE_PASSWORD: password,
    SALESFORCE_SECURITY_TOKEN: securityToken,
  };
}

/** A URL of this machine where nobody listens. */
async function freeCallback(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/OauthRedirect`;
}
