import { TEXT_FUNCTIONS, type TextFunction, type TextFunctionName } from './text-functions.js';

interface Call {
  readonly name: TextFunctionName;
  readonly argument: string;
}
type Piece = string | { readonly name: string; readonly calls: readonly Call[] };

/** A text with placeholders for the values of attributes: `${FirstName} ${LastName|upper}`. */
export interface Template {
  readonly pieces: readonly Piece[];
  /** The attributes that it takes, each once. */
  readonly names: readonly string[];
}

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** @throws Error saying what is wrong with the text. */
export function parseTemplate(text: string): Template {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    pieces.push(text.slice(end, match.index), placeholder(match[1]!));
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  if (rest.includes('${')) throw new Error(`a placeholder of '${text}' has no closing bracket`);
  const names = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.name]));
  if (names.length === 0) throw new Error(`'${text}' has no placeholder such as \${LastName}`);
  return { pieces: [...pieces, rest].filter((piece) => piece !== ''), names: [...new Set(names)] };
}

function placeholder(text: string): Piece {
  const [name = '', ...calls] = text.split('|').map((part) => part.trim());
  if (name === '') throw new Error('a placeholder names no attribute');
  return { name, calls: calls.map(call) };
}

function call(text: string): Call {
  const [name = '', argument = ''] = text.split(/:(.*)/s);
  if (!Object.hasOwn(TEXT_FUNCTIONS, name)) {
    throw new Error(
      `'${name}' is not a function of texts; there are ${Object.keys(TEXT_FUNCTIONS).join(', ')}`,
    );
  }
  const { wants } = TEXT_FUNCTIONS[name as TextFunctionName];
  if (wants === 'number' && !/^[1-9]\d{0,3}$/.test(argument))
    throw new Error(`'${name}' needs a number, as in ${name}:8`);
  if (wants === 'text' && argument === '') throw new Error(`'${name}' needs a text, as in ${name}:@`);
  if (wants === 'nothing' && argument !== '') throw new Error(`'${name}' takes no argument`);
  return { name: name as TextFunctionName, argument };
}

/** The text with its placeholders filled; undefined where one of them has no value. */
export function fillTemplate(
  { pieces }: Template,
  valueOf: (name: string) => string | undefined,
): string | undefined {
  let filled = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      filled += piece;
      continue;
    }
    const value = valueOf(piece.name);
    if (value === undefined || value === '') return undefined;
    filled += piece.calls.reduce(
      (text, { name, argument }) => (TEXT_FUNCTIONS[name] as TextFunction).apply(text, argument),
      value,
    );
  }
  return filled === '' ? undefined : filled;
}

/** The first of several templates whose placeholders all have values. */
export function fillFirst(
  templates: readonly Template[],
  valueOf: (name: string) => string | undefined,
): string | undefined {
  for (const template of templates) {
    const filled = fillTemplate(template, valueOf);
    if (filled !== undefined) return filled;
  }
  return undefined;
}
