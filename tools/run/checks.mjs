// `npm test`. While the build runs, what needs no build; then the rest beside the tests, in as many lanes as there are
// processors. A failing step fails the run; the tests report last, with the line that continuous integration reads.
import { availableParallelism } from 'node:os';
import { rememberSeconds } from '../tests/test-files.mjs';
import { TestRun } from '../tests/test-run.mjs';
import { buildAll, testFiles } from './build.mjs';
import { inLanes } from './lanes.mjs';
import { captured, endWith, nodeScript } from './processes.mjs';

const LANES = availableParallelism();
const STEPS = [
  { name: 'references', ...nodeScript('tools/sync-references.mjs', ['--check']) },
  { name: 'layers', tellsResult: true, ...nodeScript('tools/check-layers.mjs', ['--quiet']) },
  { name: 'layers-self-test', tellsResult: true, ...nodeScript('tools/check-layers.mjs', ['--self-test']) },
  { name: 'mocha-self-test', tellsResult: true, ...nodeScript('tools/tests/self-test.mjs') },
  { name: 'prettier', ...nodeScript('node_modules/prettier/bin/prettier.cjs', prettierArguments()) },
];
/** Seconds are an estimate: the longest begin first. */
const STEPS_ON_THE_BUILD = [
  { name: 'reference', seconds: 10, ...nodeScript('tools/generate-reference.mjs', ['--check']) },
  {
    name: 'eslint',
    seconds: 80,
    ...nodeScript('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  },
];
const BUILD = { name: 'build', run: buildAll };

export const STEP_NAMES = [BUILD, ...STEPS, ...STEPS_ON_THE_BUILD, { name: 'mocha' }].map(({ name }) => name);

/** Runs all steps, or the one of that name. Returns the exit code. */
export async function runChecks(only) {
  const wanted = (steps) => steps.filter(({ name }) => only === undefined || name === only);
  const failed = [];
  const run = async (step) => {
    if (!(await runStep(step))) failed.push(step.name);
  };
  const onTheBuild = wanted(STEPS_ON_THE_BUILD);
  const mocha = wanted([{ name: 'mocha' }]).length > 0;
  if (only !== undefined && (mocha || onTheBuild.length > 0)) await buildAll();
  await Promise.all(wanted([BUILD, ...STEPS]).map(run));
  if (failed.length > 0) return 1;

  const jobs = onTheBuild.map((step) => ({ seconds: step.seconds, run: () => run(step) }));
  if (mocha) return (await runTests(jobs, failed)) ? 0 : 1;
  await inLanes(jobs, LANES);
  return failed.length === 0 ? 0 : 1;
}

/** All tests, with other jobs beside them that may add names to `failed`. Returns whether all is well. */
export async function runTests(jobs = [], failed = []) {
  const tests = new TestRun();
  const release = endWith(() => tests.kill());
  await inLanes([...jobs, ...tests.jobs(testFiles())], LANES);
  const passed = await tests.end(failed);
  release();
  rememberSeconds(tests.seconds);
  return passed && failed.length === 0;
}

async function runStep(step) {
  const startedAt = performance.now();
  const { code, output } = step.run ? await step.run().then(() => ({ code: 0 })) : await captured(step);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const result = code === 0 && step.tellsResult ? `  ${output.split('\n').at(-1)}` : '';
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${step.name.padEnd(16)} ${seconds.padStart(5)} s${result}`);
  if (code !== 0) console.error(output);
  return code === 0;
}

function prettierArguments() {
  const cache = ['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/prettier'];
  return ['--check', '--log-level', 'warn', ...cache, '.'];
}
