// Rules about a single import: packages, layers, confined modules, how the import is written.

export const arrowRules = [
  function arrows({ file, imported, rules }) {
    const { package: to } = imported;
    if (!file.package || !to || to === file.package) return undefined;
    const allowed = rules.packages[file.package];
    if (!allowed || allowed.sources.includes(to)) return undefined;
    if (file.place === 'tests' && allowed.tests?.includes(to)) return undefined;
    const list = [...allowed.sources, ...(file.place === 'tests' ? (allowed.tests ?? []) : [])];
    return `${file.package} must not import ${to}; ${list.length > 0 ? `it may import ${list.join(', ')}` : 'it stands alone'}`;
  },

  function layers({ file, target, rules }) {
    const table = rules.layers[file.package];
    if (!table || !file.layer || target?.package !== file.package || target.place !== 'sources')
      return undefined;
    if (target.isIndex && target.layer === undefined) return undefined; // own-index says it better
    const allowed = table[file.layer];
    if (!allowed || target.layer === file.layer || allowed.includes(target.layer)) return undefined;
    if (target.layer === undefined)
      return `${file.layer}/ must not import ${target.path}, which stands above it`;
    const list = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'no other layer';
    return `${file.layer}/ must not import ${target.layer}/ (it may see ${list}); move the shared part down`;
  },

  function confined({ file, imported, rules }) {
    const rule = rules.confined.find(({ module }) => module === imported.external);
    if (!rule || file.place !== 'sources' || rule.to.some((place) => file.path.startsWith(place)))
      return undefined;
    if (rule.types === 'anywhere' && imported.typeOnly) return undefined;
    const types = rule.types === 'anywhere' ? '; elsewhere write `import type`' : '';
    return `${rule.module} is imported only in ${rule.to.join(' and ')}${types}`;
  },

  function forbidden({ file, imported, rules }) {
    const rule = rules.forbidden.find(({ folder }) => file.path.startsWith(folder));
    if (!rule?.modules.includes(imported.external?.split('/')[0])) return undefined;
    return `${imported.module} must not be imported here: ${rule.because}`;
  },

  function extension({ file, imported }) {
    if (!/^(\.|#)/.test(imported.module) || /\.(js|mjs|json)$/.test(imported.module)) return undefined;
    return `'${imported.module}' in ${file.path.split('/').at(-1)} needs its file extension: write .js`;
  },

  function boundary({ file, imported }) {
    if (!imported.module.startsWith('.') || !imported.target?.startsWith('packages/')) return undefined;
    const room = (path) => /^packages\/[^/]+\/(src|test)\//.exec(path)?.[0];
    if (room(file.path) === room(imported.target)) return undefined;
    const other = imported.package === file.package ? "'#src/….js'" : 'the name of the package';
    return `'${imported.module}' leaves ${room(file.path) ?? 'its folder'}; import by ${other}`;
  },

  function ownIndex({ file, imported, target }) {
    if (file.place !== 'sources' || imported.package !== file.package || !imported.target) return undefined;
    if (imported.byName) return `a package does not import itself by name; import the file that declares it`;
    if (file.isIndex || !target?.isIndex) return undefined;
    return `${target.path} is for other packages; import the file that declares the name`;
  },
];
