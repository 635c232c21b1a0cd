/** An attribute's name that says which part of a complex value it is: `emails.value,type:work`. */
export interface AttributePath {
  /** The complex attribute, `emails`, with an object class before it where one is written. */
  readonly base: string;
  /** The part of its values; undefined for the whole. */
  readonly sub: string | undefined;
  /** What tells one value from the others: `type` is `work`. */
  readonly conditions: readonly (readonly [name: string, value: string])[];
  /** Whether it is written `base~class~sub`, which stands for a list: the part of every value. */
  readonly embedded: boolean;
}

/** A name in an identity manager's form: `Groups~Group Name[LOOKUP]`. */
export interface FormField {
  /** The child form; undefined for a field of the form itself. */
  readonly form: string | undefined;
  readonly label: string;
  /** In capitals: LOOKUP, TRUSTED, DATE … */
  readonly flags: readonly string[];
}

const FORM_FIELD = /^(?:([^~[\]]+)~)?([^~[\]]+)(?:\[([A-Za-z, ]*)\])?$/;
const CONDITION = /^([^:,]+):([^:,]+)$/;
/** A special name, also with an underscore too many or too few, as printed guides have them. */
const SPECIAL = /^_*([A-Z]+(?:_[A-Z]+)*)_{2,}(?=$|\.)/;

/** @returns undefined for a text that is no path. */
export function parsePath(text: string): AttributePath | undefined {
  const [path = '', ...rest] = text.split(',');
  const conditions = rest.map((part) => CONDITION.exec(part.trim()));
  if (path.trim() === '' || conditions.includes(null)) return undefined;
  const embedded = path.split('~').map((part) => part.trim());
  if (embedded.length === 3 && embedded.every(Boolean) && rest.length === 0) {
    return { base: special(embedded[0]!), sub: embedded[2]!, conditions: [], embedded: true };
  }
  if (embedded.length > 1) return undefined;
  const name = special(path.trim());
  // An object class may stand first; what follows is the attribute, and after one more dot its part.
  const owner = /^__[A-Z_]+__\./.exec(name)?.[0] ?? '';
  const [base = '', sub, ...more] = name.slice(owner.length).split('.');
  if (base === '' || sub === '' || more.length > 0) return undefined;
  return {
    base: owner + base,
    sub,
    conditions: conditions.map((part) => [part![1]!.trim(), part![2]!.trim()] as const),
    embedded: false,
  };
}

/** @returns undefined for a text that names no field. */
export function parseFormField(text: string): FormField | undefined {
  const parts = FORM_FIELD.exec(text.trim());
  if (!parts) return undefined;
  const [, form, label, flags] = parts;
  return {
    form: form?.trim(),
    label: label!.trim(),
    flags: (flags ?? '')
      .split(',')
      .map((flag) => flag.trim().toUpperCase())
      .filter(Boolean),
  };
}

/** A path as an attribute's name. */
export const pathText = ({ base, sub, conditions }: AttributePath): string =>
  `${base}${sub === undefined ? '' : `.${sub}`}${conditions.map(([name, value]) => `,${name}:${value}`).join('')}`;

/** A path without the object class before it, in lower case: what tables of paths are looked up by. */
export const pathKey = (path: AttributePath): string =>
  pathText({ ...path, base: path.base.replace(/^__[A-Z_]+__\./, '') }).toLowerCase();

const special = (name: string): string => name.replace(SPECIAL, (_all, word: string) => `__${word}__`);
