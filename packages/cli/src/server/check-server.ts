import { dirname, relative } from 'node:path';
import {
  checkBundles,
  checkHosting,
  problemText,
  readConfiguration,
  type ConfigurationSource,
  type Problem,
} from '@icf-ts/connector-server/hosting';
import { styleFor } from '../terminal/style.js';
import type { Terminal } from '../terminal/terminal.js';
import { BESIDE_US } from './places.js';

/** Prints everything that is wrong, and returns the exit code. */
export async function checkServer(source: ConfigurationSource, terminal: Terminal): Promise<number> {
  const style = styleFor(terminal.colour);
  const configuration = await readConfiguration(source);
  const hosting = await checkHosting(configuration);
  const { bundles, problems: ofBundles } = await checkBundles(configuration, [
    dirname(source.file),
    BESIDE_US,
  ]);
  const problems = [...hosting, ...ofBundles];
  for (const problem of problems) {
    const mark = problem.severity === 'error' ? style('bad', '✖') : style('strong', '!');
    terminal.write(`${mark} ${problemText({ ...problem, file: fromHere(problem.file) })}\n`);
  }
  for (const { name, version, folder } of bundles) {
    terminal.write(
      `${style('good', '✔')} bundle ${name} ${version}  ${style('faint', fromHere(folder ?? ''))}\n`,
    );
  }
  const errors = count(problems, 'error');
  const warnings = count(problems, 'warning');
  const summary = [plural(errors, 'error'), plural(warnings, 'warning')].join(', ');
  terminal.write(
    `${errors === 0 ? style('good', '✔') : style('bad', '✖')} ${fromHere(source.file)}: ${summary}\n`,
  );
  return errors === 0 ? 0 : 1;
}

/** A path as short as it can be told from the working directory. */
function fromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') || short === '' ? path : short;
}

const count = (problems: readonly Problem[], severity: Problem['severity']): number =>
  problems.filter((problem) => problem.severity === severity).length;

const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
