import { SpecialAttributes, foldCase } from '@icf-ts/framework/spi';
import type { EntryDocument } from '../attribute-map-schema.js';
import type { AttachedEntry, MappingEntry, Reference } from '../mapping-entry.js';
import { policyOf } from '../membership-policy.js';
import { referencedSobject, relationshipOf } from '../reference-fields.js';
import { parseTemplate, type Template } from '../transforms/template.js';
import { transformOf, type TransformDocument } from '../transforms/transform-table.js';

/** `__enable__` and `__ENABLE__` are one attribute, but the special ones are spelled as ICF does. */
const SPELLING = new Map(Object.values(SpecialAttributes).map((name) => [foldCase(name), name as string]));
export const spelled = (attribute: string): string => SPELLING.get(foldCase(attribute)) ?? attribute;

export type Entry = { readonly own: MappingEntry } | { readonly attached: AttachedEntry };

/** An entry of the document read. @throws Error saying what is wrong with it, as a sentence without a full stop. */
export function entryOf(name: string, given: string | EntryDocument): Entry {
  const attribute = spelled(name);
  if (typeof given === 'string') return { own: { attribute, field: given, direction: 'both' } };
  const targets = (['field', 'attached', 'template'] as const).filter((key) => given[key] !== undefined);
  if (targets.length !== 1) {
    throw new Error(
      targets.length === 0
        ? `'${name}' says not what it stands for: give field, attached or template`
        : `'${name}' has ${targets.join(' and ')}; keep one`,
    );
  }
  if (given.attached !== undefined) return { attached: attachedOf(attribute, name, given, given.attached) };
  const templates = given.template === undefined ? undefined : templatesOf(given.template);
  if (templates) {
    only(name, given, ['template', 'direction', 'returned'], 'is made of other attributes');
    if (given.direction && given.direction !== 'fromTarget')
      throw new Error(`'${name}' is made of other attributes and can only be read: direction fromTarget`);
    const columns: Partial<MappingEntry> = given.returned === undefined ? {} : { returned: given.returned };
    return { own: { attribute, field: '', direction: 'fromTarget', templates, ...columns } };
  }
  const field = given.field!;
  const policy = (['policy', 'managed'] as const).find((key) => given[key] !== undefined);
  if (policy) throw new Error(`'${name}' is a field, so it cannot have '${policy}'`);
  const { by } = given;
  const reference =
    by === undefined || foldCase(by) === 'id' ? undefined : referenceOf(name, field, by, given.to);
  const transforms = given.transform === undefined ? undefined : listOf(given.transform).map(transformOf);
  if (reference && transforms?.some(({ multiValued }) => multiValued !== undefined))
    throw new Error(`'${name}' refers to one row, so it cannot be split or joined`);
  const defaults = (['constant', 'default', 'defaultFrom', 'defaultTemplate'] as const).filter(
    (key) => given[key] !== undefined,
  );
  if (defaults.length > 1) throw new Error(`'${name}' has both ${defaults.join(' and ')}; keep one`);
  const { direction = 'both', required, optional, returned, constant, defaultFrom } = given;
  if (direction === 'fromTarget' && (defaults.length > 0 || required !== undefined))
    throw new Error('an attribute that is only read cannot be required or have a default');
  return {
    own: {
      attribute,
      field: reference ? `${relationshipOf(field)}.${reference.by}` : field,
      direction,
      ...defined({
        reference,
        transforms,
        required,
        optional,
        returned,
        constant,
        default: given.default,
        defaultFrom,
        defaultTemplate: given.defaultTemplate === undefined ? undefined : templatesOf(given.defaultTemplate),
      }),
    },
  };
}

function attachedOf(attribute: string, name: string, given: EntryDocument, attached: string): AttachedEntry {
  only(name, given, ['attached', 'by', 'policy', 'managed'], 'is attached');
  const by = foldCase(given.by ?? 'name');
  if (by !== 'id' && by !== 'name')
    throw new Error(`'${name}' is attached by id or by name, not by ${given.by!}`);
  const { policy, managed } = given;
  if (policy === undefined && managed === undefined) return { attribute, attached, by };
  return { attribute, attached, by, policy: policyOf(`'${name}'`, defined({ policy, managed })) };
}

function referenceOf(name: string, field: string, by: string, to: string | undefined): Reference {
  const relationship = relationshipOf(field);
  if (!relationship)
    throw new Error(
      `'${name}' cannot be given by ${by}: field ${field} is no reference (its name ends in Id or __c)`,
    );
  const sobject = to ?? referencedSobject(field);
  if (!sobject) throw new Error(`'${name}' needs 'to': which sObject ${field} refers to`);
  return { key: field, sobject, by };
}

const listOf = (transform: TransformDocument | readonly TransformDocument[]): readonly TransformDocument[] =>
  Array.isArray(transform) ? (transform as readonly TransformDocument[]) : [transform as TransformDocument];

const templatesOf = (texts: string | readonly string[]): readonly Template[] =>
  (typeof texts === 'string' ? [texts] : texts).map(parseTemplate);

function only(name: string, given: EntryDocument, keys: readonly string[], because: string): void {
  const other = Object.keys(given).find((key) => !keys.includes(key));
  if (other) throw new Error(`'${name}' ${because}, so it cannot have '${other}'`);
}

const defined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
