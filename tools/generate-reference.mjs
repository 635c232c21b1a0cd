// Writes docs/reference from the code. `--check` changes nothing and exits 1 when a page on disk differs. Needs a build.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ATTRIBUTE_MAP_SCHEMA } from '../packages/salesforce-bundle/dist/mapping/attribute-map-schema.js';
import { commandLinePage } from './reference/command-line.mjs';
import { exportsPage } from './reference/exports.mjs';
import { salesforceConfiguration, salesforceErrors, salesforceLookups } from './reference/salesforce.mjs';
import { serverConfigurationPage } from './reference/server-configuration.mjs';
import { defaultsPage, errors, logLines, metrics, operations } from './reference/tables.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'reference');
const check = process.argv.includes('--check');
const NOTE = '<!-- Made by tools/generate-reference.mjs from the code: npm run reference -->\n\n';

const pages = {
  'operations.md': operations(),
  'errors.md': errors(),
  'defaults.md': defaultsPage(),
  'metrics.md': metrics(),
  'log-lines.md': logLines(),
  'cli.md': commandLinePage(),
  'server-configuration.md': serverConfigurationPage(),
  'salesforce-configuration.md': salesforceConfiguration(),
  'salesforce-errors.md': salesforceErrors(),
  'salesforce-lookups.md': salesforceLookups(),
  'framework.md': exportsPage(root, '@icf-ts/framework', 'packages/framework/src/index.ts'),
  'framework-spi.md': exportsPage(root, '@icf-ts/framework/spi', 'packages/framework/src/spi/index.ts'),
  'connector-server.md': exportsPage(
    root,
    '@icf-ts/connector-server',
    'packages/connector-server/src/index.ts',
  ),
  'connector-server-hosting.md': exportsPage(
    root,
    '@icf-ts/connector-server/hosting',
    'packages/connector-server/src/hosting/index.ts',
  ),
  'attribute-map.schema.json': JSON.stringify(ATTRIBUTE_MAP_SCHEMA),
};

mkdirSync(folder, { recursive: true });
const options = { ...(await resolveConfig(join(folder, 'x.md'))), parser: 'markdown' };
const stale = [];
for (const [name, text] of Object.entries(pages)) {
  const path = join(folder, name);
  const wanted = name.endsWith('.json')
    ? await format(text, { ...options, parser: 'json' })
    : await format(NOTE + text, options);
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) continue;
  stale.push(name);
  if (!check) writeFileSync(path, wanted);
}
if (check && stale.length > 0) {
  console.error(`docs/reference is out of date: ${stale.join(', ')}. Run: npm run reference`);
  process.exit(1);
}
