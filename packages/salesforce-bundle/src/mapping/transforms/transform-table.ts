import { text } from '../../words/text.js';
import { dateTransform } from './date-transform.js';
import { UnfitValue, eachText, type Transform } from './transform.js';
import { booleanTransform, valuesTransform } from './values-transform.js';

/** One transform that a map may name: the JSON Schema of its parameter, null where it takes none. */
interface TransformRow<P> {
  readonly parameter: object | null;
  /** @throws Error saying what is wrong with the parameter. */
  make(parameter: P): Transform;
}

const TEXT = { type: 'string', minLength: 1 };
const SCALAR = { type: ['string', 'number', 'boolean'] };
const row = <P>(parameter: object | null, make: (parameter: P) => Transform): TransformRow<never> => ({
  parameter,
  make,
});

/** What a map may do with the values of an attribute, both ways. */
export const TRANSFORMS = {
  lower: row(null, () => anyCase((text) => text.toLowerCase())),
  upper: row(null, () => anyCase((text) => text.toUpperCase())),
  trim: row(null, () => both((text) => text.trim())),
  /** Written with it, read without it. */
  prefix: row(TEXT, (prefix: string) => ({
    ...eachText(
      (text) => (text.startsWith(prefix) ? text : prefix + text),
      (text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text),
    ),
    sources: (value) => (typeof value === 'string' ? [prefix + value, value] : undefined),
  })),
  suffix: row(TEXT, (suffix: string) => ({
    ...eachText(
      (text) => (text.endsWith(suffix) ? text : text + suffix),
      (text) => (text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
    ),
    sources: (value) => (typeof value === 'string' ? [value + suffix, value] : undefined),
  })),
  /** Several values of the attribute in one text of the field. */
  split: row(TEXT, (separator: string) => ({
    icfType: 'String',
    multiValued: true,
    write: (values) => (values.length === 0 ? values : [joined(values, separator)]),
    read: (values) => values.flatMap((value) => parts(value, separator)),
  })),
  /** One text of the attribute for several values of the field. */
  join: row(TEXT, (separator: string) => ({
    icfType: 'String',
    multiValued: false,
    write: (values) => values.flatMap((value) => parts(value, separator)),
    read: (values) => (values.length === 0 ? values : [values.map(String).join(separator)]),
  })),
  /** Cuts texts on the way to Salesforce. */
  max: row({ type: 'integer', minimum: 1, maximum: 131_072 }, (length: number) => ({
    ...eachText(
      (text) => [...text].slice(0, length).join(''),
      (text) => text,
    ),
    sources: (value) => [value],
  })),
  values: row({ type: 'object', minProperties: 1, additionalProperties: SCALAR }, valuesTransform),
  boolean: row(
    {
      type: 'object',
      additionalProperties: false,
      required: ['true', 'false'],
      properties: { true: SCALAR, false: SCALAR },
    },
    booleanTransform,
  ),
  date: row(TEXT, dateTransform),
} as const;

export type TransformName = keyof typeof TRANSFORMS;
export const TRANSFORM_NAMES = Object.keys(TRANSFORMS) as TransformName[];

/** As it stands in a map: `lower`, or `{prefix: x}`. */
export type TransformDocument = TransformName | Readonly<Partial<Record<TransformName, unknown>>>;

/** @throws Error saying what is wrong. */
export function transformOf(document: TransformDocument): Transform {
  const [name, parameter] =
    typeof document === 'string'
      ? [document, undefined]
      : (Object.entries(document)[0]! as [TransformName, unknown]);
  return (TRANSFORMS[name] as TransformRow<unknown>).make(parameter);
}

const both = (change: (text: string) => string): Transform => eachText(change, change);
/** SOQL ignores case, so that an equality finds all that reading makes equal. */
const anyCase = (change: (text: string) => string): Transform => ({
  ...both(change),
  sources: (value) => [value],
});

function joined(values: readonly unknown[], separator: string): string {
  const texts = values.map(String);
  const bad = texts.find((text) => text.includes(separator));
  if (bad !== undefined) throw new UnfitValue(text('unfit.separator', separator, bad));
  return texts.join(separator);
}

const parts = (value: unknown, separator: string): readonly string[] =>
  String(value)
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);
