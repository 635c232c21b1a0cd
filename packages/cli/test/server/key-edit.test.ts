import { expect } from 'chai';
import { editKeys, type KeyEdit } from '#src/server/key-edit.js';

const PLAIN: KeyEdit = { create: false, add: false, keepNewest: false, hash: 'new' };
const FILE = `# of the server
server:
  port: 8759 # the customary one

clients:
  # the first platform
  - name: midpoint
    key: old # since May
    addresses: [10.0.0.0/8]
  # the second one
  - name: syncope
    keys:
      - older
      - old
log: { level: info }
`;

describe('keys in the text of a configuration', () => {
  const edit = (change: Partial<KeyEdit>, text = FILE): string =>
    editKeys(text, { ...PLAIN, ...change }).text;

  it('are replaced, and every other letter stays', () => {
    expect(edit({ client: 'midpoint' })).to.equal(FILE.replace('key: old #', 'key: new #'));
    expect(edit({ client: 'syncope' })).to.equal(FILE.replace(/keys:\n.*\n.*old/, 'key: new'));
  });

  it('are added beside the former ones, and the former ones dropped when all know the newest', () => {
    const both = edit({ client: 'midpoint', add: true });
    expect(both).to.include('    keys:\n      - old\n      - new # since May\n    addresses: [10.0.0.0/8]');
    expect(edit({ client: 'midpoint', keepNewest: true }, both)).to.equal(
      FILE.replace('key: old #', 'key: new #'),
    );
    expect(edit({ client: 'syncope', add: true })).to.include('- older\n      - old\n      - new\n');
  });

  it('belong to the one client there is, or to the one that is named', () => {
    expect(edit({}, 'clients: [ { name: only } ]\n')).to.equal('clients: [ { name: only, key: new } ]\n');
    expect(edit({ add: true }, 'clients: [ {name: only, key: a, addresses: [x]} ]')).to.equal(
      'clients: [ {name: only, keys: [a, new], addresses: [x]} ]',
    );
    expect(edit({}, 'clients:\n- name: only   # mine\n  # no key yet\n')).to.equal(
      'clients:\n- name: only\n  key: new   # mine\n  # no key yet\n',
    );
    expect(() => edit({})).to.throw('Say whose key: --client NAME. Its clients: midpoint, syncope.');
    expect(() => edit({ client: 'openidm' })).to.throw(/no client openidm.*midpoint, syncope.*--create/);
    expect(edit({ client: 'openidm', create: true })).to.include('  - name: openidm\n    key: new\n');
    expect(edit({ client: 'a', create: true }, '')).to.equal('clients:\n  - name: a\n    key: new\n');
  });

  it('that are references are changed where they stand', () => {
    expect(() => edit({}, 'clients: [ { name: a, key: "${env:KEY}" } ]')).to.throw(
      /reference \$\{env:KEY\}: change it there/,
    );
    expect(() => edit({}, 'clients: [')).to.throw(/not YAML/);
    expect(() => edit({ keepNewest: true }, 'clients: [ { name: a } ]')).to.throw(/no key yet/);
  });
});
