import { dirname } from 'node:path';
import { isMap, isPair, isSeq, LineCounter, parseDocument, type Document, type Pair } from 'yaml';
import { pathText, type Path, type Problem } from './problem.js';

/** Both counted from 1. */
export interface Place {
  readonly line: number;
  /** Absent where the file's form does not tell. */
  readonly column?: number;
}

/** What a configuration file says, with the places where it says it. */
export interface SourceDocument {
  readonly file: string;
  /** The folder that relative paths in it count from. */
  readonly base: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** What is wrong with the text itself. */
  readonly problems: readonly Problem[];
  /** Where a property stands, or the nearest one around it. */
  placeOf(path: Path): Place | undefined;
  /** The property's name in this file. */
  nameOf(path: Path): string;
  /** How a key is set in a file of this form. */
  readonly toSetKey: string;
}

/** The problem at a property of the document. */
export const problemAt = (
  document: SourceDocument,
  path: Path,
  message: string,
  severity: Problem['severity'] = 'error',
): Problem => {
  return {
    severity,
    file: document.file,
    ...document.placeOf(path),
    ...(path.length > 0 ? { property: document.nameOf(path) } : {}),
    message,
  };
};

export function yamlSource(content: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const problems: Problem[] = document.errors.map(({ message, pos: [offset] }) => ({
    severity: 'error',
    file,
    ...placeAt(lines, offset),
    message: `This is not YAML: ${message}`,
  }));
  const value = problems.length > 0 ? {} : (document.toJS() as unknown);
  if (!isRecord(value ?? {})) {
    problems.push({
      severity: 'error',
      file,
      line: 1,
      column: 1,
      message: 'The file must hold properties, as `name: value`.',
    });
  }
  return {
    file,
    base: dirname(file),
    value: isRecord(value) ? withoutEmptySections(value) : {},
    problems,
    nameOf: pathText,
    toSetKey: 'icf server set-key',
    placeOf: (path) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : placeAt(lines, offset);
    },
  };
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** Where the longest part of the path that the document has begins. */
function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const step of path) {
    const pair: Pair | undefined = isMap(node)
      ? node.items.find((item) => isPair(item) && keyOf(item) === step)
      : undefined;
    node = pair ? pair.value : isSeq(node) ? node.get(Number(step), true) : undefined;
    const range = ((pair?.key ?? node) as { range?: readonly number[] } | undefined)?.range;
    if (!range) break;
    offset = range[0];
  }
  return offset;
}

const keyOf = ({ key }: Pair): unknown => (key as { value?: unknown } | null)?.value;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `tls:` with all its lines commented out says nothing. */
const withoutEmptySections = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null));
