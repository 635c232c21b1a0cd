// What the benchmarks of reconciliation stand on: an emulated org in a process of its own, a job as a configuration has
// it, and a repository of either kind.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalConnector, ObjectClass } from '@icf-ts/framework';
import {
  SourceDocument,
  compileCorrelation,
  compileMapping,
  migrate,
  openDatabase,
  readActions,
} from '@icf-ts/provisioning';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';

/** ForgeRock's map of 13 attributes, and two expressions. */
const CONFIGURATION = `
map:
  extends: forgerock
  entries:
    - { identity: displayName, direction: inbound, expression: 'object.?FirstName.orValue("") + " " + object.LastName' }
    - { identity: initial, attribute: FirstName, direction: inbound, expression: value.left(1).upper() }
rules: { preset: forgerock }
actions:
  CONFIRMED: update
  FOUND: link
  FOUND_ALREADY_LINKED: exception
  ABSENT: create
  AMBIGUOUS: exception
  MISSING: unlink
  UNQUALIFIED: unlink
  SOURCE_IGNORED: ignore
  SOURCE_MISSING: disable
  UNASSIGNED: ignore
`;

export async function startOrgProcess(users) {
  const org = fork(join(import.meta.dirname, 'org.mjs'), [String(users)], {
    execArgv: ['--max-old-space-size=6000'],
  });
  const [access] = await once(org, 'message');
  return {
    access,
    async stop() {
      org.kill();
      await once(org, 'exit');
    },
  };
}

export function facadeOf({ url, credentials }) {
  const local = new LocalConnector(SalesforceConnector);
  return local.createFacade(
    local.info.defaultConfiguration.withProperties({ loginUrl: url, ...credentials }),
  );
}

export async function jobOf(facade, batchSize = 1_000) {
  const document = new SourceDocument(CONFIGURATION, 'icf.yaml');
  const correlation = await compileCorrelation(document.section('rules'));
  const mapping = await compileMapping(document.section('map'), { alsoGet: correlation.attributes });
  return {
    name: 'users',
    system: 'salesforce',
    objectClass: ObjectClass.ACCOUNT,
    identityType: 'user',
    facade,
    mapping,
    correlation,
    actions: readActions(document.section('actions')),
    batchSize,
    disabled: { accountStatus: 'inactive' },
    fingerprint: 'bench',
  };
}

/** Where a new repository of the kind is; undefined for PostgreSQL where it is not installed. */
export async function newLocation(kind) {
  if (kind === 'pglite') {
    const folder = await mkdtemp(join(tmpdir(), 'icf-bench-'));
    return { location: { folder }, remove: () => rm(folder, { recursive: true, force: true }) };
  }
  const { startPostgres } = await import(
    new URL('../../packages/provisioning/dist-test/database/postgres-server.js', import.meta.url)
  );
  const server = await startPostgres();
  return server && { location: { url: server.url }, remove: server.stop };
}

export async function openRepository(location) {
  const database = await openDatabase(location);
  await migrate(database);
  return database;
}
