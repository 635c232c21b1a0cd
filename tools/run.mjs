#!/usr/bin/env node
// What `npm start`, `npm test`, `npm run build` and `npm run mocha` call. It runs on a fresh clone: this file
// and the ones it imports know only node: modules.
import './run/node-version.mjs'; // first: what follows needs it
import { buildApp, buildAll } from './run/build.mjs';
import { runChecks, runTests, STEP_NAMES } from './run/checks.mjs';
import { ensureDependencies } from './run/dependencies.mjs';
import { mochaScript } from './run/mocha.mjs';
import { foreground, nodeScript } from './run/processes.mjs';

const APP = 'packages/cli/dist/main.js';
const USAGE = `usage: node tools/run.mjs <command>

  start [-- args]      build, then run the demonstration (icf demo) with the arguments given
  test [--only step]   every check and every test; steps: ${STEP_NAMES.join(', ')}
  build                compile every package and its tests
  certify              build, then have Salesforce's own clients certify the emulator; they are installed into .cache
  story [-- name]      build, then play a story of examples/ on an emulated org; without a name, list them
  mocha [-- args]      build, then run all tests; with arguments, mocha itself: the test files named (.ts will do)

Missing or outdated dependencies are installed first.`;

const commands = {
  async start(args) {
    await ensureDependencies();
    await buildApp();
    return foreground(nodeScript(APP, ['demo', ...args], ['--enable-source-maps']));
  },
  async test(args) {
    const only = args.length === 2 && args[0] === '--only' ? args[1] : undefined;
    if (args.length > 0 && !STEP_NAMES.includes(only)) return usage(`unknown arguments: ${args.join(' ')}`);
    await ensureDependencies();
    return runChecks(only);
  },
  async build() {
    await ensureDependencies();
    await buildAll();
    return 0;
  },
  async certify() {
    await ensureDependencies();
    await buildAll();
    process.env.ICF_CERTIFY = 'all';
    const tests = ['sf-cli', 'client-libraries'].map((name) => `test/certify/${name}.test.ts`);
    return foreground(mochaScript(['--reporter', 'spec', ...tests]));
  },
  async story(args) {
    await ensureDependencies();
    await buildAll();
    return foreground(nodeScript('test/dist/stories/main.js', args, ['--enable-source-maps']));
  },
  async mocha(args) {
    await ensureDependencies();
    await buildAll();
    if (args.length === 0) return (await runTests()) ? 0 : 1;
    return foreground(mochaScript(args));
  },
};

function usage(problem) {
  if (problem) console.error(`${problem}\n`);
  console.error(USAGE);
  return 2;
}

const [name, ...rest] = process.argv.slice(2);
const args = rest[0] === '--' ? rest.slice(1) : rest;
if (Object.hasOwn(commands, name ?? '')) process.exitCode = await commands[name](args);
else process.exitCode = usage(name && `unknown command: ${name}`);
