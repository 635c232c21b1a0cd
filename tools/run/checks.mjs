// `npm test`: the steps in their order. Steps of one stage run side by side; the first failing stage ends the run.
import { buildAll } from './build.mjs';
import { mochaScript } from './mocha.mjs';
import { captured, foreground, nodeScript } from './processes.mjs';

const STAGES = [
  [{ name: 'references', ...nodeScript('tools/sync-references.mjs', ['--check']) }],
  [{ name: 'build', run: buildAll }],
  [
    { name: 'layers', tellsResult: true, ...nodeScript('tools/check-layers.mjs', ['--quiet']) },
    { name: 'layers-self-test', tellsResult: true, ...nodeScript('tools/check-layers.mjs', ['--self-test']) },
    { name: 'reference', ...nodeScript('tools/generate-reference.mjs', ['--check']) },
    { name: 'eslint', ...nodeScript('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0']) },
    { name: 'prettier', ...nodeScript('node_modules/prettier/bin/prettier.cjs', prettierArguments()) },
  ],
  [{ name: 'mocha', live: true, ...mochaScript([]) }],
];
const NEEDS_BUILD = ['eslint', 'mocha', 'reference'];

export const STEP_NAMES = STAGES.flat().map(({ name }) => name);

export async function runChecks(only) {
  if (NEEDS_BUILD.includes(only)) await buildAll();
  for (const stage of STAGES) {
    const steps = stage.filter(({ name }) => only === undefined || name === only);
    const results = await Promise.all(steps.map(runStep));
    if (results.includes(false)) return 1;
  }
  return 0;
}

async function runStep(step) {
  if (step.live) return (await foreground(step)) === 0; // reports by itself, last line included
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
