import { text } from '../../words/text.js';
import { MapProblem, meantOrKnown } from '../map-problem.js';
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

/** How placeholders look. */
const FORM = '${LastName|upper|max:8}';

/** @throws MapProblem saying what is wrong with the text. */
export function parseTemplate(given: string): Template {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of given.matchAll(PLACEHOLDER)) {
    pieces.push(given.slice(end, match.index), placeholder(match[1]!));
    end = match.index + match[0].length;
  }
  const rest = given.slice(end);
  const names = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.name]));
  if (rest.includes('${') || names.length === 0) throw new MapProblem(text('map.form', given, FORM));
  return { pieces: [...pieces, rest].filter((piece) => piece !== ''), names: [...new Set(names)] };
}

function placeholder(given: string): Piece {
  const [name = '', ...calls] = given.split('|').map((part) => part.trim());
  if (name === '') throw new MapProblem(text('map.form', `\${${given}}`, FORM));
  return { name, calls: calls.map(call) };
}

/** What a function takes, by an example behind its name. */
const ARGUMENTS = { number: ':8', text: ':@', nothing: '' } as const;

function call(given: string): Call {
  const [name = '', argument = ''] = given.split(/:(.*)/s);
  if (!Object.hasOwn(TEXT_FUNCTIONS, name))
    throw new MapProblem(text('map.unknown', name), meantOrKnown(name, Object.keys(TEXT_FUNCTIONS)));
  const { wants } = TEXT_FUNCTIONS[name as TextFunctionName];
  const fits = {
    number: /^[1-9]\d{0,3}$/.test(argument),
    text: argument !== '',
    nothing: argument === '',
  };
  if (!fits[wants]) throw new MapProblem(text('map.form', given, name + ARGUMENTS[wants]));
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
      (sofar, { name, argument }) => (TEXT_FUNCTIONS[name] as TextFunction).apply(sofar, argument),
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
