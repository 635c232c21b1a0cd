// node_modules against package-lock.json: installed when missing or outdated, left alone otherwise.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, captured, fail } from './processes.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');
const REMEMBERED = join(ROOT, 'node_modules', '.icf-lock-hash');
const SHOWN_LINES = 15;

export async function ensureDependencies() {
  if (!existsSync(LOCK)) fail('package-lock.json is missing.', 'Restore it: git checkout package-lock.json');
  const lock = readFileSync(LOCK);
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(INSTALLED)) {
    if (existsSync(REMEMBERED) && readFileSync(REMEMBERED, 'utf8') === hash) return;
    if (satisfies(JSON.parse(readFileSync(INSTALLED, 'utf8')), JSON.parse(lock.toString('utf8')))) {
      writeFileSync(REMEMBERED, hash);
      return;
    }
  }
  await install();
  writeFileSync(REMEMBERED, hash);
}

/** Is everything the lock file names installed in that version? (npm keeps its own list of what is there.) */
function satisfies(installed, lock) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.link === wanted.link;
  });
}

async function install() {
  console.log('installing dependencies (npm ci) …');
  const { code, output } = await captured(npm(['ci', '--no-fund', '--no-audit']));
  if (code === 0) return;
  console.error(headAndTail(output.split('\n').filter((line) => !line.startsWith('npm warn'))));
  fail(
    `npm ci failed (exit code ${code}).`,
    'If the registry could not be reached, check the network or proxy and run the command again. ' +
      'If package.json and package-lock.json disagree, run: npm install',
  );
}

/** npm says what is wrong first and where its log is last; its help text stands between. */
const headAndTail = (lines) =>
  (lines.length <= 2 * SHOWN_LINES
    ? lines
    : [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)]
  ).join('\n');

/** The npm that started us, when one did: the same version, and no shell needed on Windows. */
function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return { command: process.execPath, args: [cli, ...args] };
  return { command: 'npm', args, shell: process.platform === 'win32' };
}
