import { Document, isMap, isScalar, isSeq, parseDocument, Scalar, YAMLMap } from 'yaml';
import { LOOKUP_KINDS, lookupKey, type LookupDefinition } from '../../common/lookup/lookup-definition.js';
import { lookupOfRows, type LookupFileDefaults, type LookupRow } from './lookup-rows.js';
import { failAt, type FailAt } from './text-position.js';

/** The texts at the top of a file and the values that they may have. */
const FIELDS: Readonly<Record<string, readonly string[] | undefined>> = {
  name: undefined,
  kind: LOOKUP_KINDS,
  description: undefined,
  textCase: ['exact', 'ignore'],
};
const ENTRIES = 'entries';
const VANISHED = 'vanished';

/**
 * Reads a lookup from YAML. Every scalar is the text that it is written as: `no`, `007`, `null` and `1e3` are codes
 * here, not booleans and numbers.
 * @throws ConfigurationException naming file, line and column.
 */
export function parseLookupYaml(
  text: string,
  file: string,
  defaults: LookupFileDefaults & { readonly name: string },
): LookupDefinition {
  const fail = failAt(file, text);
  // Duplicates are found below, where both can be named.
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const [problem] = document.errors;
  if (problem) throw fail(problem.pos[0], problem.message);
  const top = pairsOf(document.contents, 'The file', fail);

  const detail: Record<string, string> = { ...(defaults as Record<string, string>) };
  const seen = new Set<string>();
  let rows: readonly LookupRow[] | undefined;
  let marks: readonly Text[] = [];
  for (const [key, value] of top) {
    if (seen.has(key.text)) throw fail(key.offset, `'${key.text}' is there twice.`);
    seen.add(key.text);
    if (key.text === ENTRIES) {
      rows = pairsOf(value, `'${ENTRIES}'`, fail).map(([code, decode]) => ({
        entry: [code.text, textOf(decode, `The decode of '${code.text}'`, fail).text],
        offset: code.offset,
      }));
    } else if (key.text === VANISHED) {
      marks = listOf(value, fail);
    } else {
      detail[key.text] = fieldOf(key, value, fail);
    }
  }
  if (!rows) throw fail(0, `'${ENTRIES}' is missing: a map of codes to decodes.`);
  const lookup = detail as LookupFileDefaults & { readonly name: string };
  return lookupOfRows(text, lookup, marked(rows, marks, lookup, fail), fail);
}

/** The lookup as YAML. All data is quoted, so that no reader of whatever version takes a text for something else. */
export function formatLookupYaml(lookup: LookupDefinition): string {
  const top = new YAMLMap();
  const set = (name: string, value: unknown): void => void top.add({ key: plain(name), value });
  set('name', lookup.name);
  set('kind', plain(lookup.kind));
  if (lookup.description !== null) set('description', lookup.description);
  if (lookup.textCase !== 'exact') set('textCase', plain(lookup.textCase));
  const document = new Document(top);
  set(ENTRIES, document.createNode(new Map(lookup)));
  const vanished = lookup.vanished.map(([code]) => code);
  if (vanished.length > 0) set(VANISHED, document.createNode(vanished));
  const text = document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' });
  // Quoted texts are all that can hold such characters; other readers take some of them for the end of a line.
  return text.replace(
    /[\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function plain(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = 'PLAIN';
  return scalar;
}

interface Text {
  readonly text: string;
  readonly offset: number;
}

function pairsOf(node: unknown, what: string, fail: FailAt): readonly (readonly [Text, unknown])[] {
  if (isScalar(node) && node.value === '') return [];
  if (!isMap(node)) throw fail(offsetOf(node), `${what} must be a map.`);
  return node.items.map(({ key, value }) => [textOf(key, 'A key', fail), value] as const);
}

function listOf(node: unknown, fail: FailAt): readonly Text[] {
  if (!isSeq(node)) throw fail(offsetOf(node), `'${VANISHED}' must be a list of codes.`);
  return node.items.map((item) => textOf(item, `A code in '${VANISHED}'`, fail));
}

function textOf(node: unknown, what: string, fail: FailAt): Text {
  if (node === null) return { text: '', offset: 0 };
  if (!isScalar(node)) throw fail(offsetOf(node), `${what} must be a text.`);
  return { text: node.value as string, offset: offsetOf(node) };
}

function fieldOf(key: Text, value: unknown, fail: FailAt): string {
  if (!Object.hasOwn(FIELDS, key.text)) {
    const known = [...Object.keys(FIELDS), ENTRIES, VANISHED].join(', ');
    throw fail(key.offset, `'${key.text}' is not known here; a lookup has ${known}.`);
  }
  const { text, offset } = textOf(value, `'${key.text}'`, fail);
  const allowed = FIELDS[key.text];
  if (allowed && !allowed.includes(text)) {
    throw fail(offset, `'${key.text}' must be one of ${allowed.join(', ')}, not '${text}'.`);
  }
  if (key.text === 'name' && text.trim() === '') throw fail(offset, `'name' must not be blank.`);
  return text;
}

function marked(
  rows: readonly LookupRow[],
  marks: readonly Text[],
  { textCase = 'exact' }: LookupFileDefaults,
  fail: FailAt,
): readonly LookupRow[] {
  const keys = new Set(marks.map(({ text }) => lookupKey(text, textCase)));
  const codes = new Set(rows.map(({ entry }) => lookupKey(entry[0], textCase)));
  for (const { text, offset } of marks) {
    if (!codes.has(lookupKey(text, textCase))) throw fail(offset, `There is no entry with code '${text}'.`);
  }
  return rows.map((row) => ({ ...row, vanished: keys.has(lookupKey(row.entry[0], textCase)) }));
}

const offsetOf = (node: unknown): number =>
  (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? 0;
