/** Where things stand in a JSON text: its top-level values by key, or its first fault. */
export interface JsonPlaces {
  readonly valueOffsets: ReadonlyMap<string, number>;
  readonly faultOffset: number | null;
}

const MAX_DEPTH = 64;
const BLANK = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Walks a JSON text without building values; JSON.parse tells no places. */
export function scanJson(text: string): JsonPlaces {
  const valueOffsets = new Map<string, number>();
  let at = 0;
  const blank = (): void => {
    BLANK.lastIndex = at;
    BLANK.test(text);
    at = BLANK.lastIndex;
  };
  const take = (rule: RegExp): string | null => {
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (match) at += match[0].length;
    return match && match[0];
  };
  const members = (close: string, depth: number, member: () => boolean): boolean => {
    at += 1;
    blank();
    if (text.charAt(at) === close) return ++at > 0;
    while (depth < MAX_DEPTH && member()) {
      blank();
      if (text.charAt(at) === close) return ++at > 0;
      if (text.charAt(at) !== ',') return false;
      at += 1;
      blank();
    }
    return false;
  };
  const value = (depth: number): boolean => {
    const opening = text.charAt(at);
    if (opening === '[') return members(']', depth, () => value(depth + 1));
    if (opening === '{') {
      return members('}', depth, () => {
        const key = take(STRING);
        if (key === null) return false;
        blank();
        if (text.charAt(at) !== ':') return false;
        at += 1;
        blank();
        if (depth === 0) valueOffsets.set(JSON.parse(key) as string, at);
        return value(depth + 1);
      });
    }
    return take(opening === '"' ? STRING : SCALAR) !== null;
  };
  blank();
  const isSound = value(0);
  blank();
  return { valueOffsets, faultOffset: isSound && at === text.length ? null : at };
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
