// `tsc --build`, skipped altogether while no source file has changed since the last good build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT, fail, foreground, nodeScript } from './processes.mjs';

const CONFIGURATION = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];

/** What `npm start` needs: the command line and the packages below it, no tests. */
export const buildApp = () => build('app', ['packages/cli'], packageProjects());

/** Every package and every test. */
export const buildAll = () => build('all', ['.'], [...packageProjects(), ...testProjects()]);

/** Compiled test files of every package, and of those across packages. */
export const testFiles = () =>
  testProjects()
    .flatMap(({ outDir }) => listFiles(outDir))
    .filter((file) => file.endsWith('.test.js'));

async function build(target, tscArguments, projects) {
  const stamp = join(ROOT, '.cache', `build-${target}`);
  const wanted = fingerprint(projects);
  const complete = projects.every(({ outDir }) => existsSync(outDir));
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('building …');
  for (const project of projects) removeOrphans(project);
  const code = await foreground(nodeScript('node_modules/typescript/bin/tsc', ['--build', ...tscArguments]));
  if (code !== 0) fail('The build failed: see the errors above.');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function packageProjects() {
  return workspaces().map((base) => ({
    base,
    rootDir: join(base, 'src'),
    outDir: join(base, 'dist'),
    memory: join(base, 'tsconfig.tsbuildinfo'),
  }));
}

function testProjects() {
  const inside = workspaces().map((base) => ({ base: join(base, 'test'), outDir: join(base, 'dist-test') }));
  const across = { base: join(ROOT, 'test'), outDir: join(ROOT, 'test', 'dist') };
  return [...inside, across]
    .filter(({ base }) => sources(base).length > 0)
    .map(({ base, outDir }) => ({
      base,
      rootDir: base,
      outDir,
      memory: join(outDir, 'tsconfig.tsbuildinfo'),
    }));
}

const workspaces = () =>
  readdirSync(join(ROOT, 'packages'))
    .map((name) => join(ROOT, 'packages', name))
    .filter((base) => existsSync(join(base, 'package.json')));

/** Paths, sizes and times of everything the compiler reads: any change, addition or removal shows. */
function fingerprint(projects) {
  const files = CONFIGURATION.map((name) => join(ROOT, name));
  for (const { base, rootDir } of projects) {
    files.push(join(base, 'package.json'), join(base, 'tsconfig.json'), ...sources(rootDir));
  }
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of files.filter((path) => existsSync(path))) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(ROOT, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const sources = (dir) =>
  listFiles(dir, ['dist', 'node_modules', 'fixtures']).filter((f) => f.endsWith('.ts'));

function listFiles(dir, skipped = []) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [join(dir, entry.name)];
      return skipped.includes(entry.name) ? [] : listFiles(join(dir, entry.name), skipped);
    });
}

/** tsc forgets what it wrote: outputs of deleted sources stay, and deleted outputs are not written again. */
function removeOrphans({ rootDir, outDir, memory }) {
  if (!existsSync(outDir)) return rmSync(memory, { force: true });
  for (const output of listFiles(outDir)) {
    const stem = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(relative(outDir, output))?.[1];
    if (stem !== undefined && !existsSync(join(rootDir, `${stem}.ts`))) rmSync(output);
  }
}
