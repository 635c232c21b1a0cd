import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildOrg } from '#src/build-org.js';
import { writeState } from '#src/state-file/write-state.js';
import { StateFileError, startOrg } from '@icf-ts/salesforce-emulator';
import type { OrgOptions } from '@icf-ts/salesforce-emulator';
import { openClient } from './support/org-client.js';

describe('a state file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'emulator-'));
    file = join(folder, 'org.state');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const content = (options: OrgOptions): unknown => {
    const { state } = buildOrg(options);
    return state.catalog.objects.map(({ name }) => {
      const table = state.store.table(name);
      return [name, [...table.rows()], [...table.deletedRows()], table.nextNumber];
    });
  };

  it('brings back every row as it was', () => {
    const options = { users: 300, seed: 4, credentials: { username: 'me@example.com' } };
    writeState(buildOrg(options).state, file);
    expect(content({ stateFile: file })).to.deep.equal(content(options));
  });

  it('is loaded when there, saved at the end, and for its owner alone', async () => {
    const client = await openClient({ stateFile: file });
    const id = await client.createUser({ Title: 'Kept, "ü" \n and more' });
    const [profile] = await client.rows("SELECT Id FROM PermissionSet WHERE Name = 'Report_Reader'");
    const assigned = await client.call('POST', '/sobjects/PermissionSetAssignment', {
      AssigneeId: id,
      PermissionSetId: profile?.Id,
    });
    await client.call('DELETE', `/sobjects/PermissionSetAssignment/${assigned.json.id}`);
    await client.call('POST', `/sobjects/User/${id}/password`, { NewPassword: 'secret-number-1' });
    const { organizationId, credentials } = client.org;
    await client.close();
    expect(statSync(file).mode & 0o777).to.equal(0o600);

    const again = await openClient({ stateFile: file });
    expect(again.org.organizationId).to.equal(organizationId);
    expect(again.org.credentials).to.deep.equal(credentials);
    expect(again.org.find('User', id)?.Title).to.equal('Kept, "ü" \n and more');
    expect(again.org.passwordOf(id)).to.equal('secret-number-1');
    expect((await again.createUser()) > id).to.equal(true);
    await again.close();
  });

  it('counts seats as before', () => {
    const seats = (options: OrgOptions): number[] => {
      const { seats: ledger, store } = buildOrg(options).state;
      return [...store.table('UserLicense').rows()].map(({ Id: licenseId }) => ledger.used(licenseId));
    };
    writeState(buildOrg({ users: 40 }).state, file);
    expect(seats({ stateFile: file })).to.deep.equal(seats({ users: 40 }));
  });

  it('is refused when torn, of another kind or of another version', () => {
    writeState(buildOrg({}).state, file);
    const whole = readFileSync(file, 'utf8');
    const load = (text: string) => () => {
      writeFileSync(file, text);
      buildOrg({ stateFile: file });
    };
    expect(load(whole)).not.to.throw();
    expect(load(whole.slice(0, whole.lastIndexOf('{"end')))).to.throw(StateFileError, 'ends too early');
    expect(load(whole.slice(0, whole.length / 2))).to.throw(StateFileError, /:\d+: not a line of JSON/);
    expect(load('{"hello":1}\n')).to.throw(StateFileError, 'not a state file of an emulated org');
    expect(load(whole.replace('"version":1', '"version":9'))).to.throw('this emulator reads version 1');
  });

  it('keeps the former file when a new one cannot be written', async () => {
    const org = await startOrg({ users: 0 });
    try {
      expect(() => {
        org.save(join(folder, 'no', 'such', 'place'));
      }).to.throw(StateFileError, 'could not be saved');
      expect(() => {
        org.save();
      }).to.throw(StateFileError, 'no file to save the org to');
      org.save(file);
      expect(readFileSync(file, 'utf8')).to.match(/\{"end":true\}\n$/);
    } finally {
      await org.close();
    }
  });
});
