// Rules about a file, a folder or a manifest as a whole.
import { posix } from 'node:path';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

export const fileRules = [
  function size({ lines, place }, rules) {
    const limit = place === 'tests' ? rules.lines.tests : rules.lines.sources;
    if (lines <= limit) return undefined;
    return {
      line: limit + 1,
      message: `${lines} lines, the end is ${limit}; split it along its responsibilities`,
    };
  },

  function names({ path }) {
    const odd = path.split('/').find((part) => !KEBAB.test(part));
    return odd && { message: `'${odd}' is not kebab-case; rename it` };
  },

  function nouns({ path }, rules) {
    const parts = path.split('/').flatMap((part) => part.replace(/\.[a-z]+$/, '').split('.'));
    const vague = parts.find(
      (part) => rules.namelessNames.includes(part) || /-(utils?|helpers?)$/.test(part),
    );
    return vague && { message: `'${vague}' names no thing; name what it holds` };
  },

  function indexOnly({ place, isIndex, ownStatementLine }) {
    if (place !== 'sources' || !isIndex || ownStatementLine === undefined) return undefined;
    return {
      line: ownStatementLine,
      message: 'index.ts only re-exports (`export … from`); move this to its own file',
    };
  },

  function known(file, rules) {
    if (!file.package) return undefined;
    if (!rules.packages[file.package])
      return { message: `package ${file.package} has no arrows; add it to RULES` };
    const table = rules.layers[file.package];
    if (!table || !file.layer || table[file.layer]) return undefined;
    return {
      message: `${file.layer}/ is no layer of ${file.package}; move the file or add the layer to RULES`,
    };
  },
];

export function crowdedFolders(files, rules) {
  const folders = groupBy(files, folderOf);
  return [...folders]
    .filter(([, inside]) => inside[0].place === 'sources' && inside.length > rules.filesInFolder)
    .map(([folder, inside]) => ({
      file: folder,
      line: 1,
      rule: 'crowded',
      message: `${inside.length} files, the most is ${rules.filesInFolder}; give a group its own folder`,
    }));
}

/** A dependency in package.json is an arrow too. */
export function wrongDependencies(manifests, rules) {
  const dirOf = new Map(manifests.map(({ dir, content }) => [content.name, dir]));
  return manifests.flatMap(({ dir, file, text, content }) => {
    const { sources = [], tests = [] } = rules.packages[dir] ?? {};
    const wrong = (names, allowed) =>
      Object.keys(names ?? {}).filter((name) => dirOf.has(name) && !allowed.includes(dirOf.get(name)));
    return [
      ...wrong({ ...content.dependencies, ...content.peerDependencies }, sources),
      ...wrong(content.devDependencies, [...sources, ...tests]),
    ].map((name) => ({
      file,
      line: text.slice(0, text.lastIndexOf(`"${name}"`)).split('\n').length,
      rule: 'manifest',
      message: `${dir} must not depend on ${name}; remove the dependency or turn it round`,
    }));
  });
}

const folderOf = ({ path }) => posix.dirname(path);

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
