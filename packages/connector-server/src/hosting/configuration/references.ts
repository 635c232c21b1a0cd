import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathText, type Path, type Problem } from './problem.js';
import { settingAt, type Setting } from './setting.js';
import { problemAt, type SourceDocument } from './source-document.js';

export interface Resolved {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Paths (as text) of the values that references had a part in: they are not to be printed. */
  readonly referenced: ReadonlySet<string>;
  /** Files that were read. */
  readonly files: readonly string[];
}

const REFERENCE = /\$\{([^}]*)\}/g;
const FORM = /^(env|file):([^]+?)$/;
const KINDS = ['env', 'file'] as const;

/**
 * Replaces `${env:NAME}`, `${env:NAME:-default}` and `${file:path}` (a trailing newline is cut) in all texts, and what is
 * written as `{ env: NAME }` or `{ file: path }` where the table has no property of that name. Where the table wants a number or a truth value, the text becomes one.
 */
export function resolveReferences(
  document: SourceDocument,
  table: Setting,
  environment: NodeJS.ProcessEnv,
): Resolved {
  const problems: Problem[] = [];
  const referenced = new Set<string>();
  const files: string[] = [];

  const visit = (value: unknown, path: Path, setting: Setting | undefined): unknown => {
    if (Array.isArray(value))
      return value.map((item, at) => visit(item, [...path, at], settingAt(setting, at)));
    if (typeof value === 'object' && value !== null) {
      const reference = referenceIn(value, setting);
      if (reference !== undefined) return visit(reference, path, setting);
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          visit(item, [...path, name], settingAt(setting, name)),
        ]),
      );
    }
    if (typeof value !== 'string' || !value.includes('${')) return value;
    referenced.add(pathText(path));
    const found = value.replace(REFERENCE, (_, inner: string) => {
      const answer = look(inner, document.base, environment);
      if (answer.file) files.push(answer.file);
      if (answer.problem) problems.push(problemAt(document, path, answer.problem));
      return answer.text ?? '';
    });
    return typed(found, setting);
  };
  return { value: visit(document.value, [], table), problems, referenced, files };
}

/** The text of a reference that is written as an object; undefined for any other object. */
function referenceIn(value: object, setting: Setting | undefined): string | undefined {
  const [[kind, text] = [], ...rest] = Object.entries(value) as [string, unknown][];
  const known = KINDS.find((name) => name === kind);
  if (known === undefined || rest.length > 0 || typeof text !== 'string' || settingAt(setting, known))
    return undefined;
  return `\${${known}:${text}}`;
}

interface Answer {
  readonly text?: string;
  readonly problem?: string;
  readonly file?: string;
}

function look(inner: string, base: string, environment: NodeJS.ProcessEnv): Answer {
  const [, kind, rest] = FORM.exec(inner) ?? [];
  if (kind === 'env') {
    const [name, fallback] = split(rest!, ':-');
    const text = environment[name] || fallback;
    if (text !== undefined) return { text };
    return {
      problem: `The environment variable ${name} is not set. Set it, or write \${env:${name}:-default}.`,
    };
  }
  if (kind === 'file') {
    const file = resolve(base, rest!);
    try {
      return { text: readFileSync(file, 'utf8').replace(/\r?\n$/, ''), file };
    } catch (error) {
      return { problem: `The file ${file} cannot be read: ${codeOf(error)}.`, file };
    }
  }
  return {
    problem: `\${${inner}} is no reference. Write \${env:NAME}, \${env:NAME:-default} or \${file:path}.`,
  };
}

function split(text: string, at: string): readonly [string, string?] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + at.length)];
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

function typed(text: string, setting: Setting | undefined): unknown {
  if (setting?.type === 'integer' && /^\d+$/.test(text)) return Number(text);
  if (setting?.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
