/** An attribute of a resource: what the Schemas resource tells of it, and how values of it are put together. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'dateTime' | 'complex';
  readonly multiValued: boolean;
  readonly readOnly: boolean;
  readonly required: boolean;
  /** Served, and yet told by no schema. */
  readonly unlisted: boolean;
  readonly subAttributes: readonly string[];
  /** The types of the items of a multi-valued attribute that has one item per type; the first is the default. */
  readonly itemTypes: readonly string[];
}

export interface Extension {
  readonly urn: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

/** Everything that resources of a type can hold. */
export interface ResourceSchema extends Extension {
  readonly extensions: readonly Extension[];
}

/** Where a value stands in a resource. */
export interface AttributePath {
  /** The extension's name, or null in the core. */
  readonly urn: string | null;
  readonly attribute: Attribute;
  readonly sub: string | null;
}

type Traits = Partial<Omit<Attribute, 'name'>>;

export function attribute(name: string, traits: Traits = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    readOnly: false,
    required: false,
    unlisted: false,
    subAttributes: [],
    itemTypes: [],
    ...traits,
  };
}

export function complex(name: string, subAttributes: string, traits: Traits = {}): Attribute {
  return attribute(name, { type: 'complex', subAttributes: subAttributes.split(' '), ...traits });
}

/** An attribute with items, which all have `value`, `display`, `primary` and `type` beside what is given. */
export function items(name: string, subAttributes = '', traits: Traits = {}): Attribute {
  const all = [...new Set(['value', 'display', 'primary', 'type', ...subAttributes.split(' ')])];
  return complex(name, all.filter(Boolean).join(' '), { multiValued: true, ...traits });
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The known spelling of a name, which compares without regard to case. */
export function knownName(names: readonly string[], name: string): string | undefined {
  return names.find((known) => same(known, name));
}

/**
 * Reads `name.familyName`, `urn:…:department` or `department`: an attribute of an extension may be named without the
 * extension. Undefined for what the schema does not know.
 */
export function resolvePath(schema: ResourceSchema, text: string): AttributePath | undefined {
  for (const { urn, attributes } of [...schema.extensions, schema]) {
    if (!same(text.slice(0, urn.length), urn) || !/^[.:]/.test(text.slice(urn.length))) continue;
    return within(attributes, urn === schema.urn ? null : urn, text.slice(urn.length + 1));
  }
  const core = within(schema.attributes, null, text);
  if (core) return core;
  for (const { urn, attributes } of schema.extensions) {
    const found = within(attributes, urn, text);
    if (found) return found;
  }
  return undefined;
}

function within(
  attributes: readonly Attribute[],
  urn: string | null,
  text: string,
): AttributePath | undefined {
  const [name = '', subName, ...more] = text.split('.');
  const found = attributes.find((candidate) => same(candidate.name, name));
  if (!found || more.length > 0) return undefined;
  if (subName === undefined) return { urn, attribute: found, sub: null };
  const sub = knownName(found.subAttributes, subName);
  return sub === undefined ? undefined : { urn, attribute: found, sub };
}
