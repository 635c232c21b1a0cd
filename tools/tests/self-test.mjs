// A run that cannot fail is a defect: plants test files that fail in every way, and expects the report to tell of each.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inLanes } from '../run/lanes.mjs';
import { ROOT } from '../run/processes.mjs';
import { CASES } from './self-test-cases.mjs';
import { TestRun } from './test-run.mjs';

// Silence is long enough for a process that starts on a busy machine.
const LIMITS = { silenceMs: 15_000, fileMs: 20_000 };
const LANES = 4;
const SOUND = {
  file: 'sound',
  source: `it('passes', () => {}); it.skip('is for later', () => {});`,
  passed: 1,
};

const folder = mkdtempSync(join(tmpdir(), 'icf-planted-'));
const problems = [];
try {
  const alone = await runOf([SOUND]);
  if (!alone.passed) problems.push(`a sound file fails the run:\n${alone.report}`);
  const all = await runOf([SOUND, ...CASES]);
  if (all.passed) problems.push('a run with failures passes');
  for (const { file, says } of CASES)
    if (!says.test(all.report)) problems.push(`${file}: the report does not say ${says}`);
  const passed = [SOUND, ...CASES].reduce((sum, planted) => sum + (planted.passed ?? 0), 0);
  const lastLine = `tests: ${passed} passed, ${CASES.length} failed, 1 skipped`;
  if (!all.report.endsWith(lastLine)) problems.push(`the last line is not '${lastLine}'`);
  if (problems.length > 0) problems.push(`the report:\n${all.report}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const slow = JSON.parse(readFileSync(join(import.meta.dirname, 'slow-tests.json'), 'utf8'));
for (const name of Object.keys(slow))
  if (!existsSync(join(ROOT, name))) problems.push(`slow-tests.json names ${name}, which is not there`);
for (const problem of problems) console.log(problem);
console.log(
  `mocha self-test: ${CASES.length} ways to fail, ${problems.length === 0 ? 'none missed' : 'see above'}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

async function runOf(cases) {
  const lines = [];
  const run = new TestRun({ limits: LIMITS, print: (line) => lines.push(line) });
  const files = cases.map(({ file, source }) => {
    const path = join(folder, `${file}.test.mjs`);
    const [, imports = '', body = ''] = /^(import [^;]*;)?(.*)$/s.exec(source);
    const suite = body.startsWith('throw') || body === '' ? body : `describe('planted', () => { ${body} });`;
    writeFileSync(
      path,
      `import { spawn } from 'node:child_process';\nimport net from 'node:net';\n${imports}\n${suite}\n`,
    );
    return path;
  });
  await inLanes(run.jobs(files), LANES);
  return { passed: await run.end(), report: lines.join('\n') };
}
