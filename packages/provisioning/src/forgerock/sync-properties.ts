import { SpecialAttributes } from '@icf-ts/framework';
import type { Section } from '../document/source-document.js';
import { entriesOf, type MapEntry, type Way } from '../mapping/map-entry.js';
import type { EntryDocument } from '../mapping/map-schema.js';
import type { PropertyDocument, ScriptDocument } from './sync-json-schema.js';

/** The type that a script has which is an expression. */
const CEL = 'text/cel';

/** The properties of a mapping as entries of a map. ForgeRock writes every property each time: strength strong. */
export const entriesOfProperties = (section: Section, direction: Way): readonly MapEntry[] =>
  section.items().flatMap((item) => entryOf(item, direction));

function entryOf(section: Section, direction: Way): readonly MapEntry[] {
  const property = section.value as PropertyDocument;
  const expression = celOf(section.at('transform'));
  const condition = celOf(section.at('condition'));
  const source = property.source === '' ? undefined : property.source;
  const [identity, attribute] =
    direction === 'inbound' ? [property.target, source] : [source, property.target];
  if (direction === 'outbound' && pointer(property.target).join() === '_id') {
    section.at('target').complain(`'_id' is given by the system; the name that it is made with is __NAME__`);
    return [];
  }
  const entry: EntryDocument = {
    direction,
    strength: 'strong',
    ...(identity === undefined ? {} : { identity: pointer(identity) }),
    ...(attribute === undefined ? {} : { attribute: attributeOf(attribute) }),
    ...(expression === undefined ? {} : { expression }),
    ...(condition === undefined ? {} : { condition }),
    ...('default' in property ? { default: property.default } : {}),
  };
  return entriesOf(entry, section).map((each) => ({
    ...each,
    sectionOf: (name) =>
      name === 'expression'
        ? section.at('transform', 'source')
        : name === 'condition'
          ? section.at('condition', 'source')
          : each.sectionOf(name),
  }));
}

/** The expression of a script; a script of another kind is complained of. */
function celOf(section: Section): string | undefined {
  const given = section.value as ScriptDocument | string | undefined;
  if (given === undefined) return undefined;
  if (typeof given !== 'string' && given.type === CEL && given.source !== undefined) return given.source;
  section.complain(scriptProblem(given));
  return undefined;
}

export function scriptProblem(script: unknown): string {
  const kind =
    typeof script === 'string' ? 'a query filter' : `a script of type ${(script as ScriptDocument).type}`;
  return `is ${kind}, which is not run; write an expression in CEL: {"type": "${CEL}", "source": "value.left(8)"}, where value is what the source has`;
}

export const isScript = (value: unknown): value is ScriptDocument =>
  typeof value === 'object' && value !== null && 'type' in value && ('source' in value || 'file' in value);

/** The names of a JSON pointer, with or without the slash before it. */
export const pointer = (text: string): readonly string[] =>
  text
    .replace(/^\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

export const attributeOf = (text: string): string => {
  const name = text.replace(/^\//, '');
  return name === '_id' ? SpecialAttributes.UID : name;
};
