// The mocha command line. Mocha adds the files it is given to those of .mocharc.json; we want them instead.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, nodeScript } from './processes.mjs';

const TEST_FILE = /\.test\.(ts|js)$/;

export function mochaScript(args) {
  const chosen = args.some((argument) => TEST_FILE.test(argument)) ? ['--config', configWithoutFiles()] : [];
  return nodeScript('node_modules/mocha/bin/mocha.js', [...chosen, ...args.map(compiled)]);
}

/** packages/x/test/a.test.ts is run as packages/x/dist-test/a.test.js, test/a.test.ts as test/dist/a.test.js. */
function compiled(argument) {
  if (!argument.endsWith('.test.ts')) return argument;
  return argument
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)?(packages\/[^/]+)\/test\//, '$1/dist-test/')
    .replace(/^(?:\.\/)?test\//, 'test/dist/')
    .replace(/\.ts$/, '.js');
}

function configWithoutFiles() {
  const config = JSON.parse(readFileSync(join(ROOT, '.mocharc.json'), 'utf8'));
  delete config.spec;
  const file = join(ROOT, '.cache', 'mocharc.json');
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(file, JSON.stringify(config));
  return file;
}
