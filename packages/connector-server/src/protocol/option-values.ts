import { OPTIONS, SortKey, TypedArray } from '@icf-ts/framework';

/** ICF option name → component of its array, for arrays that are empty and so cannot show theirs. */
const COMPONENTS = new Map<string, string>(
  Object.values(OPTIONS)
    .filter(({ type }) => type.endsWith('[]'))
    .map(({ icf, type }) => [icf, type.slice(0, -2)]),
);

function componentOf(name: string, items: readonly unknown[]): string | undefined {
  const known = COMPONENTS.get(name);
  if (known) return known;
  if (items.length > 0 && items.every((item) => typeof item === 'string')) return 'String';
  if (items.length > 0 && items.every((item) => item instanceof SortKey)) return 'SortKey';
  return undefined;
}

const writtenComponent = (name: string, items: readonly unknown[]): string =>
  componentOf(name, items) ?? 'Object';

/** Options hold arrays, never Lists: a plain array gets its component; anything unclear travels as Object[]. */
export function writeOptions(values: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const written = new Map<string, unknown>();
  for (const [name, value] of values) {
    written.set(name, Array.isArray(value) ? new TypedArray(writtenComponent(name, value), value) : value);
  }
  return written;
}

/** The way back; an array whose component would not come out the same way again keeps it. */
export function readOptions(values: ReadonlyMap<unknown, unknown>): ReadonlyMap<string, unknown> {
  const read = new Map<string, unknown>();
  for (const [key, value] of values) {
    const name = String(key);
    const plain = value instanceof TypedArray && writtenComponent(name, value.items) === value.component;
    read.set(name, plain ? (value as TypedArray).items : value);
  }
  return read;
}
