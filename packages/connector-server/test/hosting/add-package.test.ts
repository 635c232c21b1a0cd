import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { HostFolder } from './host-folder.js';

const run = promisify(execFile);
const OURS = new URL('../../dist/hosting/bundles/index.js', import.meta.url).href;
const FRAMEWORK = new URL('../../../framework/dist/index.js', import.meta.url).href;

/** Adds packages one after the other, in a process that has not lent its framework to anybody yet. */
const program = (place: string, names: readonly string[]): string => `
import * as module from 'node:module';
import { addPackage } from ${JSON.stringify(OURS)};
import { BundleRegistry } from ${JSON.stringify(FRAMEWORK)};
let hooks = 0;
for (const name of ['register', 'registerHooks']) {
  const real = module.default[name];
  if (real) module.default[name] = (...args) => { hooks++; return real(...args); };
}
module.syncBuiltinESMExports();
for (const name of ${JSON.stringify(names)}) {
  const registry = new BundleRegistry();
  await addPackage(registry, name, [${JSON.stringify(place)}]);
  console.log(name, registry.bundles[0].version, hooks);
  await registry.dispose();
}
`;

describe('a bundle that is installed as a package', () => {
  const folder = new HostFolder();
  beforeEach(() => folder.open());
  afterEach(() => folder.close());

  it('gets the framework of the server where it sees none, and only there', async () => {
    await folder.bundle('node_modules/alone', '1.0.0');
    await folder.bundle('node_modules/equipped', '2.0.0');
    const own = 'node_modules/equipped/node_modules/@icf-ts/framework';
    const exports = { './spi': './spi.js' };
    await folder.write(
      `${own}/package.json`,
      JSON.stringify({ name: '@icf-ts/framework', version: '0.1.0', type: 'module', exports }),
    );
    const spi = new URL('../../../framework/dist/spi/index.js', import.meta.url).href;
    await folder.write(`${own}/spi.js`, `export * from ${JSON.stringify(spi)};`);
    const { stdout } = await run(process.execPath, [
      '--input-type=module',
      '--eval',
      program(folder.path, ['equipped', 'alone']),
    ]);
    expect(stdout).to.equal('equipped 2.0.0 0\nalone 1.0.0 1\n');
  });
});
