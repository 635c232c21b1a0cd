// Applies every rule to every file and every import.
import { arrowRules } from './arrows.mjs';
import { findCycles } from './cycles.mjs';
import { crowdedFolders, fileRules, wrongDependencies } from './files.mjs';
import { readFiles, readManifests } from './read.mjs';
import { createResolver } from './resolve.mjs';

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const RULE_NAMES = [...arrowRules, ...fileRules]
  .map(({ name }) => kebab(name))
  .concat('cycle', 'crowded', 'manifest');

export function checkLayers(root, rules) {
  const files = readFiles(root);
  const manifests = readManifests(root);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const resolve = createResolver(manifests, byPath);
  const violations = [...wrongDependencies(manifests, rules), ...crowdedFolders(files, rules)];
  const graph = new Map();

  for (const file of files) {
    for (const rule of fileRules) {
      const found = rule(file, rules);
      if (found) violations.push({ file: file.path, line: 1, rule: kebab(rule.name), ...found });
    }
    const edges = [];
    graph.set(file.path, edges);
    for (const imported of file.imports.map((one) => resolve(file, one))) {
      const target = byPath.get(imported.target);
      if (target) edges.push({ target: target.path, line: imported.line });
      for (const rule of arrowRules) {
        const message = rule({ file, imported, target, rules });
        if (message)
          violations.push({ file: file.path, line: imported.line, rule: kebab(rule.name), message });
      }
    }
  }
  violations.push(...findCycles(graph));

  return {
    files: files.length,
    arrows: [...graph.values()].reduce((sum, edges) => sum + edges.length, 0),
    violations: violations.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line),
    long: files.filter(({ lines }) => lines > rules.lines.long).sort((a, b) => b.lines - a.lines),
  };
}
