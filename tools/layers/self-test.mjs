// A check that cannot fail is a defect: builds a small house for each violation and expects exactly that report.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RULE_NAMES, checkLayers } from './check.mjs';
import { CASES, CLEAN } from './self-test-cases.mjs';

export function selfTest(rules) {
  const problems = [];
  for (const { what, rule, at, files } of [{ what: 'a clean house', files: {} }, ...CASES]) {
    const expected = rule === undefined ? [] : [`${at} ${rule}`];
    const reported = inHouse({ ...CLEAN, ...files }, (root) => checkLayers(root, rules)).violations.map(
      (violation) => `${violation.file}:${violation.line} ${violation.rule}`,
    );
    if (reported.join() === expected.join()) continue;
    problems.push(`${what}: expected [${expected.join(', ')}], reported [${reported.join(', ')}]`);
  }
  const covered = new Set(CASES.map(({ rule }) => rule));
  for (const rule of RULE_NAMES)
    if (!covered.has(rule)) problems.push(`no case proves that '${rule}' can fail`);

  for (const problem of problems) console.log(problem);
  console.log(
    `layers self-test: ${CASES.length} cases, ${RULE_NAMES.length} rules, ${problems.length} problems`,
  );
  return problems.length === 0 ? 0 : 1;
}

function inHouse(files, run) {
  const root = mkdtempSync(join(tmpdir(), 'icf-layers-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return run(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
