import { expect } from 'chai';
import { startCertifiedOrg } from './certified-org.js';
import type { CertifiedOrg } from './certified-org.js';
import { newNode, npmPackage, pythonWith, VERSIONS } from './client-tools.js';
import { runSession } from './client-session.js';
import { unlessMissing } from './missing-tools.js';
import { orgCertificate } from './org-certificate.js';

const USERS = 450;
/** Built-in users stand beside the generated ones. */
const BUILT_IN = 6;

/** What a session is told of the org. */
const orgText = ({ org: { url, credentials } }: CertifiedOrg): string => JSON.stringify({ url, credentials });

describe('certified by client libraries', function () {
  this.timeout(600_000);

  let certified: CertifiedOrg | undefined;
  afterEach(() => certified?.org.close());

  const jsforceNodes = {
    [VERSIONS.jsforceOnNode20]: async () => process.execPath,
    [VERSIONS.jsforce]: newNode,
  };
  for (const [version, node] of Object.entries(jsforceNodes)) {
    it(`jsforce ${version}`, async function () {
      const program = await unlessMissing(this, node);
      const folder = await unlessMissing(this, () => npmPackage('jsforce', version));
      certified = await startCertifiedOrg({ users: USERS });
      const { organizationId, url, credentials } = certified.org;
      expect(await runSession(program, 'jsforce-session.mjs', [folder, orgText(certified)])).to.deep.equal({
        authorize: url,
        identity: credentials.username,
        limits: 15_000,
        describeGlobal: true,
        describe: '005',
        create: [true, true],
        retrieve: 'J One',
        update: true,
        updateMany: 2,
        find: 2,
        subquery: 3,
        autoFetch: USERS + BUILT_IN,
        requestPost: null,
        deleted: true,
        bulkInsert: [2, 0],
        bulkQuery: 2,
        destroy: [true, true],
        refused: 'REQUIRED_FIELD_MISSING',
        passwordLogin: organizationId,
        soapLogin: organizationId,
        logout: null,
      });
      expect(certified.unserved()).to.deep.equal([]);
    });
  }

  it(`simple-salesforce ${VERSIONS.simpleSalesforce}, which speaks https only`, async function () {
    const python = await unlessMissing(this, () =>
      pythonWith('simple-salesforce', VERSIONS.simpleSalesforce),
    );
    const { tls, file, remove } = await orgCertificate();
    certified = await startCertifiedOrg({ users: USERS, tls });
    const trust = { REQUESTS_CA_BUNDLE: file };
    const session = runSession(python, 'simple-salesforce-session.py', [orgText(certified)], trust);
    expect(await session.finally(remove)).to.deep.equal({
      query: 2,
      query_all: USERS + BUILT_IN,
      query_all_iter: USERS + BUILT_IN,
      describe: true,
      describe_user: '005',
      metadata: 'User',
      limits: 15_000,
      create: true,
      get: 'P One',
      update: 204,
      restful: '2',
      bulk_insert: 2,
      bulk_query: [2],
      delete: 204,
      refused: 'REQUIRED_FIELD_MISSING',
    });
    expect(certified.unserved()).to.deep.equal([]);
  });
});
