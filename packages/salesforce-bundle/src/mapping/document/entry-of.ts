import { SpecialAttributes, foldCase } from '@icf-ts/framework/spi';
import type { EntryDocument } from '../attribute-map-schema.js';
import type { AttachedEntry, MappingEntry, Reference } from '../mapping-entry.js';
import { MapProblem } from '../map-problem.js';
import { policyOf } from '../membership-policy.js';
import { referencedSobject, relationshipOf } from '../reference-fields.js';
import { parseTemplate, type Template } from '../transforms/template.js';
import { text } from '../../words/text.js';
import { transformOf, type TransformDocument } from '../transforms/transform-table.js';

/** `__enable__` and `__ENABLE__` are one attribute, but the special ones are spelled as ICF does. */
const SPELLING = new Map(Object.values(SpecialAttributes).map((name) => [foldCase(name), name as string]));
export const spelled = (attribute: string): string => SPELLING.get(foldCase(attribute)) ?? attribute;

export type Entry =
  | { readonly own: MappingEntry }
  | { readonly attached: AttachedEntry }
  /** A further name of the password. */
  | { readonly password: { readonly attribute: string } };

/** An entry of the document read. @throws MapProblem saying what is wrong with it. */
export function entryOf(name: string, given: string | EntryDocument): Entry {
  const attribute = spelled(name);
  if (typeof given === 'string') return entryOf(name, { field: given });
  const targets = (['field', 'attached', 'template'] as const).filter((key) => given[key] !== undefined);
  if (targets.length === 0) throw new MapProblem(text('map.needs', name, 'field | attached | template'));
  keepOne(name, targets);
  if (given.attached !== undefined) return { attached: attachedOf(attribute, name, given, given.attached) };
  const templates = given.template === undefined ? undefined : templatesOf(given.template);
  if (templates) {
    only(name, given, ['template', 'direction', 'returned']);
    if (given.direction && given.direction !== 'fromTarget')
      keepOne(name, ['template', `direction ${given.direction}`]);
    const columns: Partial<MappingEntry> = given.returned === undefined ? {} : { returned: given.returned };
    return { own: { attribute, field: '', direction: 'fromTarget', templates, ...columns } };
  }
  const field = given.field!;
  if (field === SpecialAttributes.PASSWORD) {
    only(name, given, ['field']);
    if (SPELLING.has(foldCase(name))) throw new MapProblem(text('map.fixed', attribute));
    return { password: { attribute } };
  }
  const policy = (['policy', 'managed'] as const).find((key) => given[key] !== undefined);
  if (policy) keepOne(name, ['field', policy]);
  const { by } = given;
  const reference =
    by === undefined || foldCase(by) === 'id' ? undefined : referenceOf(name, field, by, given.to);
  const transforms = given.transform === undefined ? undefined : listOf(given.transform).map(transformOf);
  if (reference && transforms?.some(({ multiValued }) => multiValued !== undefined))
    keepOne(name, ['by', 'transform split, join']);
  const defaults = (['constant', 'default', 'defaultFrom', 'defaultTemplate'] as const).filter(
    (key) => given[key] !== undefined,
  );
  keepOne(name, defaults);
  const { direction = 'both', required, optional, returned, constant, defaultFrom } = given;
  if (direction === 'fromTarget')
    keepOne(name, ['direction fromTarget', ...defaults, ...(required === undefined ? [] : ['required'])]);
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
  only(name, given, ['attached', 'by', 'policy', 'managed']);
  const by = foldCase(given.by ?? 'name');
  if (by !== 'id' && by !== 'name') throw new MapProblem(text('map.oneOf', `${name}.by`, 'id, name'));
  const { policy, managed } = given;
  if (policy === undefined && managed === undefined) return { attribute, attached, by };
  return { attribute, attached, by, policy: policyOf(name, defined({ policy, managed })) };
}

function referenceOf(name: string, field: string, by: string, to: string | undefined): Reference {
  const relationship = relationshipOf(field);
  if (!relationship) throw new MapProblem(text('map.noReference', field));
  const sobject = to ?? referencedSobject(field);
  if (!sobject) throw new MapProblem(text('map.needs', name, 'to: <sObject>'));
  return { key: field, sobject, by };
}

const listOf = (transform: TransformDocument | readonly TransformDocument[]): readonly TransformDocument[] =>
  Array.isArray(transform) ? (transform as readonly TransformDocument[]) : [transform as TransformDocument];

const templatesOf = (texts: string | readonly string[]): readonly Template[] =>
  (typeof texts === 'string' ? [texts] : texts).map(parseTemplate);

/** The first key says what the entry is, which others exclude. */
function only(name: string, given: EntryDocument, keys: readonly string[]): void {
  const other = Object.keys(given).find((key) => !keys.includes(key));
  if (other) keepOne(name, [keys[0]!, other]);
}

/** @throws MapProblem where there are several of what exclude each other. */
function keepOne(name: string, [one, other]: readonly string[]): void {
  if (one !== undefined && other !== undefined)
    throw new MapProblem(text('map.cannotHave', name, one, other));
}

const defined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
