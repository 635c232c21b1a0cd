// The public names of a package with the first sentences of their documentation, read from its sources.
import { join } from 'node:path';
import ts from 'typescript';

const KINDS = new Map([
  [ts.SyntaxKind.ClassDeclaration, 'class'],
  [ts.SyntaxKind.InterfaceDeclaration, 'interface'],
  [ts.SyntaxKind.TypeAliasDeclaration, 'type'],
  [ts.SyntaxKind.FunctionDeclaration, 'function'],
  [ts.SyntaxKind.VariableDeclaration, 'constant'],
  [ts.SyntaxKind.SourceFile, 'module'],
]);

/** The text up to the first blank line, as one line. */
const firstParagraph = (text) =>
  text
    .split(/\n\s*\n/)[0]
    .replace(/\s*\n\s*/g, ' ')
    .trim();

export function exportsPage(root, title, entryFile) {
  const program = ts.createProgram([join(root, entryFile)], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    experimentalDecorators: true,
    noEmit: true,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(root, entryFile));
  const names = checker.getExportsOfModule(checker.getSymbolAtLocation(source)).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target.declarations?.[0];
    return {
      name: symbol.name,
      kind: KINDS.get(declaration?.kind) ?? 'other',
      text: firstParagraph(ts.displayPartsToString(target.getDocumentationComment(checker))),
    };
  });
  const rows = names
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, kind, text }) => `| \`${name}\` | ${kind} | ${text.replaceAll('|', '\\|')} |`);
  return `# ${title}\n\n| name | kind | |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
