import { SpecialAttributes, foldCase, sameName } from '@icf-ts/framework';
import type { Section } from '../document/source-document.js';
import { IdentityPath } from './identity-path.js';
import { WAY_NAMES, type Direction, type EntryDocument, type WayDocument } from './map-schema.js';

export type Way = 'inbound' | 'outbound';

/** What one entry says for one direction. */
export interface MapEntry {
  readonly way: Way;
  readonly entry: EntryDocument;
  /** The entry's own settings and those of the direction, the latter over the former. */
  readonly rules: WayDocument;
  readonly path: IdentityPath | undefined;
  readonly section: Section;
  /** Where a setting of `rules` stands. */
  readonly sectionOf: (name: keyof WayDocument) => Section;
  /** For errors: `name.givenName <-> FirstName`. */
  readonly label: string;
}

/** What makes a value, and so can stand in one direction only. */
const MAKERS = [
  'expression',
  'module',
  'constant',
  'default',
  'defaultExpression',
  'trustedDefault',
] as const;

/** An entry of the document by its directions; problems are noted there. `none` gives both, to be taken away. */
export function entriesOf(entry: EntryDocument, section: Section): readonly MapEntry[] {
  const complain = (problem: string): readonly MapEntry[] => {
    section.complain(problem);
    return [];
  };
  const { identity, attribute } = entry;
  if (identity === undefined && attribute === undefined)
    return complain('needs an identity path, an attribute or both');
  let path: IdentityPath | undefined;
  try {
    path = identity === undefined ? undefined : IdentityPath.parse(identity);
  } catch (error) {
    section.at('identity').complain((error as Error).message);
    return [];
  }
  const direction = entry.direction ?? directionOf(entry);
  const ways = (['inbound', 'outbound'] as const).filter(
    (way) => direction === way || direction === 'both' || direction === 'none',
  );
  const problem = problemOf(entry, direction);
  if (problem !== undefined) return complain(problem);
  const label = [path?.text, attribute].filter((part) => part !== undefined).join(' <-> ');
  return ways.flatMap((way): MapEntry[] => {
    if ((way === 'inbound' ? path : attribute) === undefined) return [];
    const own = entry[way] ?? {};
    const shared = Object.fromEntries(
      WAY_NAMES.flatMap((name) => (name in entry ? [[name, entry[name]]] : [])),
    );
    const sectionOf = (name: keyof WayDocument) => (name in own ? section.at(way, name) : section.at(name));
    return [{ way, entry, rules: { ...shared, ...own }, path, section, sectionOf, label }];
  });
}

/** What makes two entries the same one, so that the later takes the place of the earlier. */
export function keyOf({ way, entry, path }: MapEntry): string {
  if (way === 'inbound') return path!.text;
  return foldCase([entry.attribute, entry.part ?? '', JSON.stringify(entry.where ?? '')].join('\u0000'));
}

function directionOf({ identity, attribute, secret }: EntryDocument): Direction {
  if (identity === undefined || secret) return 'outbound';
  if (attribute === undefined || sameName(attribute, SpecialAttributes.UID)) return 'inbound';
  return sameName(attribute, SpecialAttributes.PASSWORD) ? 'outbound' : 'both';
}

/** What is wrong with an entry as a whole. */
function problemOf(entry: EntryDocument, direction: Direction): string | undefined {
  const { identity, attribute, columns, part, where, lookup, values } = entry;
  if (direction === 'none') return undefined;
  for (const way of ['inbound', 'outbound'] as const) {
    if (entry[way] && direction !== 'both' && direction !== way)
      return `has settings for ${way}, but its direction is ${direction}`;
  }
  if (direction === 'both') {
    const maker = MAKERS.find((name) => name in entry);
    if (maker) return `has '${maker}' for both directions; put it under inbound: or outbound:`;
    if (identity === undefined || attribute === undefined)
      return 'needs both an identity path and an attribute';
  }
  if (direction === 'inbound' && identity === undefined) return 'needs an identity path to write to';
  if (direction === 'outbound' && attribute === undefined) return 'needs an attribute to write to';
  if (direction !== 'inbound' && sameName(attribute!, SpecialAttributes.UID))
    return 'cannot write __UID__, which the system gives; its direction is inbound';
  if (direction !== 'outbound' && attribute !== undefined && isSecret(entry))
    return 'is a secret, which is only written; its direction is outbound';
  if ((identity === undefined) !== (attribute === undefined)) {
    const rules = { ...entry, ...entry[direction as Way] };
    if (!MAKERS.some((name) => name in rules))
      return 'says not where its value comes from: give the other side, an expression, a constant or a default';
  }
  if (lookup !== undefined && values) return 'has both lookup and values; keep one';
  if (columns && (part ?? where ?? lookup ?? values))
    return 'has columns, so part, where, lookup and values belong into them';
  if (columns && columns.length > 1 && columns.some((column) => column.part === undefined))
    return 'has several columns, so each needs a part: the key of its value';
  if (where && part === undefined) return 'says which value with where:, but not which part of it';
  return undefined;
}

export const isSecret = ({ secret, attribute }: EntryDocument): boolean =>
  secret === true || (attribute !== undefined && sameName(attribute, SpecialAttributes.PASSWORD));
