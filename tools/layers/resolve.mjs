// From an import to the file it means: relative paths, `#src/` inside a package, workspaces by their exports.
import { posix } from 'node:path';

/** Returns imports as { …, external: module name } or { …, target: file path, package: folder in packages/ }. */
export function createResolver(manifests, paths) {
  const byName = new Map(manifests.map(({ dir, content }) => [content.name, { dir, content }]));

  return function resolve(file, imported) {
    const { module } = imported;
    if (module.startsWith('.')) {
      return inside(imported, posix.normalize(posix.join(posix.dirname(file.path), module)));
    }
    if (module.startsWith('#src/') && file.package) {
      return inside(imported, `packages/${file.package}/src/${module.slice('#src/'.length)}`);
    }
    const name = module.split('/', module.startsWith('@') ? 2 : 1).join('/');
    const workspace = byName.get(name);
    if (!workspace) return { ...imported, external: name.replace(/^node:/, '') };
    const entry = workspace.content.exports?.[`.${module.slice(name.length)}`];
    const output = typeof entry === 'string' ? entry : './dist/index.js';
    return inside(
      { ...imported, byName: true },
      posix.join('packages', workspace.dir, output.replace('/dist/', '/src/')),
    );
  };

  function inside(imported, path) {
    const source = path.replace(/\.js$/, '.ts');
    return {
      ...imported,
      target: paths.has(source) ? source : path,
      package: /^packages\/([^/]+)\//.exec(path)?.[1],
    };
  }
}
