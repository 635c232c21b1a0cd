import type { Section } from '../document/source-document.js';
import { Ajv, type ValidateFunction } from 'ajv';
import { entriesOf, keyOf, type MapEntry } from './map-entry.js';
import { MAP_SCHEMA, type MapDocument } from './map-schema.js';
import { oracleEntries } from './oracle-tables.js';

/** A map as the document has it, with what it extends, entry by entry. */
export interface MapDefinition {
  readonly inbound: readonly MapEntry[];
  readonly outbound: readonly MapEntry[];
  /** Checks of identities, those of the maps that it extends first. */
  readonly schemas: readonly ValidateFunction[];
}

/** Finds a shipped map; undefined where there is none of that name, and then `complain` was told. */
export type FindPreset = (name: string, complain: (problem: string) => void) => Section | undefined;

/**
 * Reads a map. An entry takes the place of the one that fills the same in what it extends; `direction: none` takes it
 * away.
 * @throws ConfigurationException when the form is not right; other problems are noted in the document.
 */
export function readMap(section: Section, findPreset: FindPreset): MapDefinition {
  return read(section, findPreset, []);
}

function read(section: Section, findPreset: FindPreset, extending: readonly Section[]): MapDefinition {
  const { extends: bases = [], entries = [], oracle, schema } = section.checked<MapDocument>(MAP_SCHEMA);
  const inbound = new Map<string, MapEntry>();
  const outbound = new Map<string, MapEntry>();
  const schemas: ValidateFunction[] = [];
  for (const name of typeof bases === 'string' ? [bases] : bases) {
    const at = section.at('extends');
    const base = findPreset(name, (problem) => at.complain(problem));
    if (!base) continue;
    if (extending.some(({ place }) => place === base.place)) {
      at.complain(`'${name}' extends itself`);
      continue;
    }
    const definition = read(base, findPreset, [...extending, section]);
    for (const entry of definition.inbound) inbound.set(keyOf(entry), entry);
    for (const entry of definition.outbound) outbound.set(keyOf(entry), entry);
    schemas.push(...definition.schemas);
  }
  const compiled = schema && compileSchema(section.at('schema'));
  if (compiled) schemas.push(compiled);

  // Entries go over the tables, as both go over what they extend.
  const layers = [
    oracle ? oracleEntries(section.at('oracle')) : [],
    entries.flatMap((entry, index) => entriesOf(entry, section.at('entries', index))),
  ];
  for (const layer of layers) {
    const own = new Map<string, MapEntry>();
    for (const entry of layer) {
      const key = keyOf(entry);
      const earlier = own.get(`${entry.way} ${key}`);
      if (earlier) {
        entry.section.complain(
          `${entry.label} is there twice for ${entry.way}; see ${earlier.section.place}`,
        );
      }
      own.set(`${entry.way} ${key}`, entry);
      const all = entry.way === 'inbound' ? inbound : outbound;
      if (entry.entry.direction === 'none') all.delete(key);
      else all.set(key, entry);
    }
  }
  return { inbound: [...inbound.values()], outbound: [...outbound.values()], schemas };
}

function compileSchema(section: Section): ValidateFunction | undefined {
  try {
    return new Ajv({ allErrors: true, strictTypes: false }).compile(section.value as object);
  } catch (error) {
    section.complain((error as Error).message);
    return undefined;
  }
}
