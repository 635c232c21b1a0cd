import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** A call of `text()`: its key, and how many values it gives. */
export interface UsedText {
  readonly key: string;
  readonly values: number;
  readonly place: string;
}

/** What the sources of the bundle say to people. */
export interface SourceWords {
  readonly used: readonly UsedText[];
  /** Words that stand in the code where a catalogue should have them. */
  readonly plain: readonly string[];
}

/** Which argument of a function is words, and which properties are. */
const WORDS_ARGUMENT: Readonly<Record<string, number>> = {
  callContext: 0,
  worded: 1,
  TransportFailure: 1,
  MapProblem: 0,
  complain: 0,
  '.once': 1,
  warn: 1,
};
const WARNINGS = join('session', 'warnings.ts');
const WORDS_PROPERTIES = new Set(['action', 'done']);

export function wordsInSource(): SourceWords {
  const used: UsedText[] = [];
  const plain: string[] = [];
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const source = ts.createSourceFile(
      file,
      readFileSync(SOURCES + file, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const place = (node: ts.Node): string =>
      `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const visit = (node: ts.Node): void => {
      const name = ts.isCallExpression(node) || ts.isNewExpression(node) ? calledName(node) : undefined;
      if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && name !== undefined) {
        const given = node.arguments ?? [];
        const [key] = given;
        if (name === 'text' && key && ts.isStringLiteral(key))
          used.push({ key: key.text, values: given.length - 1, place: place(node) });
        const words = Object.hasOwn(WORDS_ARGUMENT, name) ? given[WORDS_ARGUMENT[name]!] : undefined;
        // Exceptions come from `worded` and warnings from `warn`, which take their words from the catalogues.
        const isPlain =
          (ts.isNewExpression(node) && name.endsWith('Exception')) ||
          (name === 'publishWarning' && file !== WARNINGS);
        if (isPlain || (words && isLiteral(words))) plain.push(`${place(node)} ${(words ?? node).getText()}`);
      }
      if (
        ts.isPropertyAssignment(node) &&
        WORDS_PROPERTIES.has(node.name.getText()) &&
        isLiteral(node.initializer)
      )
        plain.push(`${place(node)} ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { used, plain };
}

/** What is called; with a dot before it where it is a method. */
const calledName = ({ expression }: ts.CallExpression | ts.NewExpression): string | undefined => {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? `.${expression.name.text}` : undefined;
};

const isLiteral = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
