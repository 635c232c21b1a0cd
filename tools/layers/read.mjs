// Reads the house: every source file, where it stands, and what it imports.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const CODE = /\.(ts|mts|mjs|js)$/;
const SKIPPED = new Set(['node_modules', 'dist', 'dist-test', 'fixtures', 'coverage']);

/** Files of packages/*, and of the folders beside it, by path from the root. */
export function readFiles(root) {
  const folders = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`);
  return [...folders, 'test', 'examples', 'bench', 'tools']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => list(root, folder))
    .sort()
    .map((path) => describeFile(root, path));
}

export function readManifests(root) {
  return readdirSync(join(root, 'packages'))
    .map((dir) => ({ dir, file: `packages/${dir}/package.json` }))
    .filter(({ file }) => existsSync(join(root, file)))
    .map(({ dir, file }) => {
      const text = readFileSync(join(root, file), 'utf8');
      return { dir, file, text, content: JSON.parse(text) };
    });
}

function list(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name) || entry.name.startsWith('.')) return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return list(root, path);
    return CODE.test(entry.name) ? [path] : [];
  });
}

function describeFile(root, path) {
  const text = readFileSync(join(root, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const [, package_, room] = /^packages\/([^/]+)\/(?:(src|test)\/)?/.exec(path) ?? [];
  return {
    path,
    package: package_,
    place: room === 'src' ? 'sources' : room === 'test' || path.startsWith('test/') ? 'tests' : 'other',
    layer: room === 'src' ? path.split('/').slice(3, -1)[0] : undefined,
    isIndex: path.endsWith('/index.ts'),
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: importsOf(tree),
    ownStatementLine: ownStatementLine(tree),
  };
}

/** Every module named by an import, an export, `import()` or an import type, with its line. */
function importsOf(tree) {
  const found = [];
  const add = (specifier, typeOnly) => {
    const line = tree.getLineAndCharacterOfPosition(specifier.getStart(tree)).line + 1;
    found.push({ module: specifier.text, line, typeOnly });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      if (node.arguments[0] && ts.isStringLiteralLike(node.arguments[0])) add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The first statement that is not `export … from`, for files that may only re-export. */
function ownStatementLine(tree) {
  const own = tree.statements.find((node) => !ts.isExportDeclaration(node) || !node.moduleSpecifier);
  return own && tree.getLineAndCharacterOfPosition(own.getStart(tree)).line + 1;
}
