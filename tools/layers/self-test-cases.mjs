// A clean house, and the violations: each case adds or replaces files and names the one report it must cause.

const manifest = (name, more = {}) =>
  JSON.stringify(
    { name, exports: { '.': './dist/index.js', './spi': './dist/spi/index.js' }, ...more },
    null,
    2,
  );
const lines = (count) => '// line\n'.repeat(count);
const framework = 'packages/framework/src';
const server = 'packages/connector-server/src';
const bundle = 'packages/salesforce-bundle/src';
const emulator = 'packages/salesforce-emulator/src';

/** Everything that is allowed and looks as if it might not be. */
export const CLEAN = {
  'packages/framework/package.json': manifest('@icf-ts/framework'),
  'packages/connector-server/package.json': manifest('@icf-ts/connector-server'),
  'packages/salesforce-bundle/package.json': manifest('@icf-ts/salesforce-bundle', {
    dependencies: { '@icf-ts/framework': '0.1.0' },
    devDependencies: { '@icf-ts/salesforce-emulator': '0.1.0' },
  }),
  'packages/salesforce-emulator/package.json': manifest('@icf-ts/salesforce-emulator'),
  'packages/cli/package.json': manifest('icf-ts'),
  [`${framework}/index.ts`]:
    "/** Doc. */\nexport * from './common/uid.js';\nexport * from './spi/index.js';\n",
  [`${framework}/common/uid.ts`]: "import { inspect } from 'node:util';\nexport const uid = inspect;\n",
  [`${framework}/common/big.ts`]: lines(400),
  [`${framework}/spi/index.ts`]:
    "export type { Meta } from './metadata.js';\nexport { uid } from '../common/uid.js';\n",
  [`${framework}/spi/metadata.ts`]: "import 'reflect-metadata';\nexport type Meta = string;\n",
  [`${framework}/loading/container.ts`]:
    "import { Container } from 'inversify';\nexport const c = Container;\n",
  [`${framework}/testing/fake.ts`]: "export { c } from '../loading/container.js';\n",
  'packages/framework/test/uid.test.ts': `import { uid } from '#src/common/uid.js';\nuid;\n${lines(498)}`,
  [`${server}/composition.ts`]:
    "import { Container } from 'inversify';\nimport './server/session.js';\nContainer;\n",
  [`${server}/protocol/reader.ts`]: "import { uid } from '@icf-ts/framework';\nexport const r = uid;\n",
  [`${server}/transport/tcp.ts`]:
    "import net from 'node:net';\nexport { r } from '../protocol/reader.js';\nnet;\n",
  [`${server}/server/session.ts`]: "import '../transport/tcp.js';\n",
  [`${server}/client/remote.ts`]: "import '../transport/tcp.js';\n",
  [`${bundle}/salesforce.connector.ts`]:
    "import type { Connection } from 'jsforce';\nexport type C = Connection;\n",
  [`${bundle}/session/login.ts`]: "import { Connection } from 'jsforce';\nexport const c = Connection;\n",
  'packages/salesforce-bundle/test/search.test.ts': "import '@icf-ts/salesforce-emulator';\n",
  [`${emulator}/index.ts`]: "export * from './org.js';\n",
  [`${emulator}/org.ts`]: 'export const org = 1;\n',
  'packages/cli/src/main.ts': "import '@icf-ts/connector-server';\nimport '@icf-ts/salesforce-emulator';\n",
  'test/interop/all.test.ts': "import '@icf-ts/framework/spi';\nimport '@icf-ts/connector-server';\n",
};

/** One file that breaks one rule on its last line. */
const breaks = (rule, what, path, text) => ({
  rule,
  what,
  at: `${path}:${text.trimEnd().split('\n').length}`,
  files: { [path]: text },
});

export const CASES = [
  breaks('arrows', 'framework -> bundle', `${framework}/api/a.ts`, "import '@icf-ts/salesforce-bundle';\n"),
  breaks(
    'arrows',
    'type-only arrow',
    `${framework}/api/a.ts`,
    "\nimport type { C } from '@icf-ts/connector-server';\n",
  ),
  breaks('arrows', 'emulator -> framework', `${emulator}/a.ts`, "import '@icf-ts/framework/spi';\n"),
  breaks('arrows', 'bundle sources -> emulator', `${bundle}/a.ts`, "import '@icf-ts/salesforce-emulator';\n"),
  breaks('arrows', 'somebody -> cli', `${server}/server/a.ts`, "import 'icf-ts';\n"),
  breaks(
    'arrows',
    'tests keep to arrows',
    'packages/framework/test/a.test.ts',
    "import '@icf-ts/salesforce-bundle';\n",
  ),
  breaks(
    'layers',
    'common -> spi',
    `${framework}/common/a.ts`,
    "import type { Meta } from '../spi/metadata.js';\n",
  ),
  breaks(
    'layers',
    'spi -> loading',
    `${framework}/spi/a.ts`,
    "export const c = import('../loading/container.js');\n",
  ),
  breaks('layers', 'import type node', `${framework}/api/a.ts`, "type C = import('../testing/fake.js').C;\n"),
  breaks('layers', 'server -> client', `${server}/server/a.ts`, "import '../client/remote.js';\n"),
  breaks('layers', 'client -> server', `${server}/client/a.ts`, "export * from '../server/session.js';\n"),
  breaks('layers', 'protocol -> transport', `${server}/protocol/a.ts`, "import '../transport/tcp.js';\n"),
  breaks('layers', 'layer -> file above', `${server}/client/a.ts`, "import '../composition.js';\n"),
  breaks('layers', 'by #src', `${server}/server/a.ts`, "import '#src/client/remote.js';\n"),
  breaks(
    'confined',
    'inversify',
    `${framework}/runtime/a.ts`,
    "import type { Container } from 'inversify';\n",
  ),
  breaks('confined', 'reflect-metadata', `${framework}/loading/a.ts`, "import 'reflect-metadata';\n"),
  breaks('confined', 'jsforce value', `${bundle}/soql/a.ts`, "import { Connection } from 'jsforce';\n"),
  breaks('confined', 'jsforce subpath', `${bundle}/soql/a.ts`, "import { x } from 'jsforce/lib/x.js';\n"),
  breaks(
    'confined',
    'inline type stays an import',
    `${bundle}/a.ts`,
    "import { type Connection } from 'jsforce';\n",
  ),
  breaks(
    'forbidden',
    'socket in protocol',
    `${server}/protocol/a.ts`,
    "import type { Socket } from 'node:net';\n",
  ),
  breaks('forbidden', 'without node:', `${server}/protocol/a.ts`, "import tls from 'tls';\n"),
  breaks('extension', 'no .js', `${framework}/common/a.ts`, "import { uid } from './uid';\n"),
  breaks('extension', '.ts', `${framework}/common/a.ts`, "import { uid } from './uid.ts';\n"),
  breaks(
    'boundary',
    'test -> ../src',
    'packages/framework/test/a.test.ts',
    "import '../src/common/uid.js';\n",
  ),
  breaks('boundary', 'cli -> file', 'packages/cli/src/a.ts', "import '../../framework/src/common/uid.js';\n"),
  breaks('boundary', 'root test -> file', 'test/a.test.ts', "import '../packages/framework/src/index.js';\n"),
  breaks('own-index', 'own index', `${emulator}/a.ts`, "import { org } from './index.js';\n"),
  breaks(
    'own-index',
    'index of a layer',
    `${framework}/api/a.ts`,
    "import { uid } from '../spi/index.js';\n",
  ),
  breaks('own-index', 'root index', `${framework}/api/a.ts`, "import { uid } from '../index.js';\n"),
  breaks('own-index', 'own name', `${emulator}/a.ts`, "import { org } from '@icf-ts/salesforce-emulator';\n"),
  breaks('size', 'source of 401 lines', `${framework}/common/a.ts`, lines(401)),
  breaks('size', 'test of 501 lines', 'packages/framework/test/a.test.ts', lines(501)),
  breaks('names', 'camelCase', `${framework}/common/camelCase.ts`, lines(1)),
  breaks('names', 'a folder', `${framework}/common/my_things/a.ts`, lines(1)),
  breaks('nouns', 'utils', `${framework}/common/utils.ts`, lines(1)),
  breaks('nouns', 'helpers folder', `${framework}/common/helpers/a.ts`, lines(1)),
  breaks('nouns', 'types', `${framework}/common/schema.types.ts`, lines(1)),
  breaks('nouns', 'string-utils', `${framework}/common/string-utils.ts`, lines(1)),
  breaks(
    'index-only',
    'a constant',
    `${framework}/index.ts`,
    "export * from './common/uid.js';\nexport const a = 1;\n",
  ),
  breaks('index-only', 'an import', `${emulator}/index.ts`, "import './org.js';\n"),
  breaks('known', 'an unknown layer', `${framework}/attic/a.ts`, lines(1)),
  breaks('known', 'an unknown package', 'packages/stranger/src/a.ts', lines(1)),
  {
    rule: 'crowded',
    what: '21 files',
    at: `${bundle}/soql:1`,
    files: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`${bundle}/soql/part-${n}.ts`, ''])),
  },
  {
    rule: 'manifest',
    what: 'a dependency against the arrow',
    at: 'packages/framework/package.json:8',
    files: {
      'packages/framework/package.json': manifest('@icf-ts/framework', {
        dependencies: { '@icf-ts/connector-server': '0.1.0' },
      }),
    },
  },
  {
    rule: 'cycle',
    what: 'two files, types only',
    at: `${emulator}/a.ts:1`,
    files: {
      [`${emulator}/a.ts`]: "import type { B } from './b.js';\nexport type A = B;\n",
      [`${emulator}/b.ts`]: "import type { A } from './a.js';\nexport type B = A;\n",
    },
  },
  {
    rule: 'cycle',
    what: 'three files',
    at: `${emulator}/a.ts:1`,
    files: {
      [`${emulator}/a.ts`]: "export * from './b.js';\n",
      [`${emulator}/b.ts`]: "export * from './c.js';\n",
      [`${emulator}/c.ts`]: "export * from './a.js';\n",
    },
  },
];
