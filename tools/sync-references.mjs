// Writes every tsconfig.json from the package.json files: a dependency on a workspace is a project reference.
// `--check` changes nothing and exits 1 when a file on disk differs.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

const packages = readdirSync(join(root, 'packages'))
  .filter((dir) => existsSync(join(root, 'packages', dir, 'package.json')))
  .map((dir) => ({ dir, manifest: readJson(join(root, 'packages', dir, 'package.json')) }));
const dirOf = new Map(packages.map(({ dir, manifest }) => [manifest.name, dir]));

const workspaceDependencies = (manifest) =>
  Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies })
    .filter((name) => dirOf.has(name))
    .map((name) => dirOf.get(name))
    .sort();

// As prettier writes short lists.
const onOneLine = (_, items) => `[${items.replace(/\s+/g, ' ')}]`;

const stale = [];
function write(file, value) {
  const text = `${JSON.stringify(value, null, 2).replace(/\[\s+("[^"]*"(,\s+"[^"]*")*)\s+\]/g, onOneLine)}\n`;
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale.push(file);
  if (!check) writeFileSync(path, text);
}
const reference = (from) => (to) => ({ path: relative(join(root, from), join(root, to)) || '.' });

const testProject = (base, dependencies) => ({
  extends: `${relative(join(root, base), root)}/tsconfig.base.json`,
  compilerOptions: {
    rootDir: '.',
    outDir: base === 'test' ? './dist' : '../dist-test',
    types: ['node', 'mocha'],
  },
  include: ['**/*.ts'],
  exclude: ['dist'],
  references: dependencies.map(reference(base)),
});

const projects = [];
for (const { dir, manifest } of packages) {
  const base = `packages/${dir}`;
  const dependencies = workspaceDependencies(manifest);
  write(`${base}/tsconfig.json`, {
    extends: '../../tsconfig.base.json',
    compilerOptions: { rootDir: 'src', outDir: 'dist' },
    include: ['src/**/*.ts'],
    references: dependencies.map((d) => `packages/${d}`).map(reference(base)),
  });
  projects.push(base);
  if (existsSync(join(root, base, 'test'))) {
    write(
      `${base}/test/tsconfig.json`,
      testProject(`${base}/test`, [base, ...dependencies.map((d) => `packages/${d}`)]),
    );
    projects.push(`${base}/test`);
  }
}
write(
  'test/tsconfig.json',
  testProject(
    'test',
    packages.map(({ dir }) => `packages/${dir}`),
  ),
);
projects.push('test');
write('tsconfig.json', { files: [], references: projects.map((path) => ({ path })) });

if (check && stale.length > 0) {
  console.error(`project references are out of date: ${stale.join(', ')}. Run: npm run references`);
  process.exit(1);
}
