// Proves the rules of the house that a compiler does not: who may import whom, no cycles, sizes and names of files.
// The rules are the table below; tools/layers/ applies them. `--self-test` proves that each of them can fail.
import { join } from 'node:path';
import { checkLayers } from './layers/check.mjs';
import { selfTest } from './layers/self-test.mjs';

/** Every package, and the packages its sources may import; its tests may import those of `tests` as well. */
const EVERY_LIBRARY = [
  'framework',
  'connector-server',
  'salesforce-bundle',
  'salesforce-emulator',
  'provisioning',
];
export const RULES = {
  packages: {
    framework: { sources: [] },
    'salesforce-bundle': { sources: ['framework'], tests: ['salesforce-emulator'] },
    'connector-server': { sources: ['framework'] },
    provisioning: { sources: ['framework'], tests: ['salesforce-bundle', 'salesforce-emulator'] },
    'salesforce-emulator': { sources: [] },
    cli: { sources: EVERY_LIBRARY },
  },
  /** Folders of src/ and what they may import inside the package. Files beside them (index.ts) may see all. */
  layers: {
    framework: {
      common: [],
      logging: ['common'],
      spi: ['common', 'logging'],
      api: ['common', 'logging', 'spi'],
      runtime: ['common', 'logging', 'spi', 'api'],
      loading: ['common', 'logging', 'spi', 'api', 'runtime'],
      testing: ['common', 'logging', 'spi', 'api', 'runtime', 'loading'],
    },
    'connector-server': {
      protocol: [],
      transport: ['protocol'],
      server: ['protocol', 'transport'],
      client: ['protocol', 'transport'],
      observing: ['protocol', 'transport', 'server'],
      hosting: ['protocol', 'transport', 'server', 'observing'],
    },
  },
  /** Modules that only some places may import; `types: 'anywhere'` lets `import type` go everywhere. */
  confined: [
    {
      module: 'inversify',
      to: ['packages/framework/src/loading/container.ts', 'packages/connector-server/src/composition.ts'],
    },
    { module: 'reflect-metadata', to: ['packages/framework/src/spi/metadata.ts'] },
    { module: 'jsforce', to: ['packages/salesforce-bundle/src/session/'], types: 'anywhere' },
  ],
  /** Modules that a folder must do without. */
  forbidden: [
    {
      folder: 'packages/connector-server/src/protocol/',
      modules: [
        'net',
        'tls',
        'http',
        'https',
        'http2',
        'dgram',
        'dns',
        'fs',
        'child_process',
        'worker_threads',
      ],
      because: 'the protocol is bytes and objects; sockets belong to transport/',
    },
  ],
  lines: { sources: 400, tests: 500, long: 250 },
  filesInFolder: 20,
  namelessNames: ['util', 'utils', 'helper', 'helpers', 'types'],
};

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  process.exitCode = process.argv.includes('--self-test')
    ? selfTest(RULES)
    : report(checkLayers(root, RULES), process.argv.includes('--quiet'));
}

function report({ files, arrows, violations, long }, quiet) {
  for (const { file, line, rule, message } of violations) console.log(`${file}:${line} ${rule}: ${message}`);
  if (!quiet)
    for (const { path, lines } of long) console.log(`${path}: ${lines} lines (long, not yet wrong)`);
  const notes = long.length > 0 ? ` (${long.length} long files: npm run check)` : '';
  console.log(
    `layers: ${files} files, ${arrows} arrows, ${violations.length} violations${quiet ? notes : ''}`,
  );
  return violations.length === 0 ? 0 : 1;
}
