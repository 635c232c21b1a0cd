import {
  ConfigurationException,
  Name,
  SpecialAttributes,
  Uid,
  foldCase,
  sameName,
} from '@icf-ts/framework/spi';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, isMap, isScalar, parseDocument, type Document } from 'yaml';
import {
  ATTRIBUTE_MAP_SCHEMA,
  type AttributeMapDocument,
  type EntryDocument,
} from './attribute-map-schema.js';
import { BUILT_IN_MAPPINGS } from './built-in-map.js';
import { ObjectMapping, type MappingEntry } from './object-mapping.js';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<AttributeMapDocument>(
  ATTRIBUTE_MAP_SCHEMA,
);

/** Attributes whose meaning is fixed, so that a map cannot give them another. */
const FIXED = [Uid.NAME, SpecialAttributes.PASSWORD, SpecialAttributes.CURRENT_PASSWORD];

/**
 * Reads an attribute map. Entries go over the built-in ones of the same attribute or field; `builtIn: false` starts
 * from nothing.
 * @throws ConfigurationException with every problem and its line and column.
 */
export function readAttributeMap(yaml: string, where: string): readonly ObjectMapping[] {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${where}:${line}:${col}`;
  };
  const refuse = (problems: readonly string[]): never => {
    throw new ConfigurationException(`The attribute map is not valid. ${problems.join(' ')}`);
  };
  if (document.errors.length > 0)
    refuse(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}.`));
  const content: unknown = document.toJS();
  if (!validate(content)) {
    return refuse(
      (validate.errors ?? [])
        .filter(({ keyword }) => keyword !== 'if')
        .map((error) => `${at(offsetOf(document, error))}: ${sentence(error)}.`),
    );
  }
  const problems: string[] = [];
  const mappings = Object.entries(content.objectClasses).map(([objectClass, detail]) => {
    const path = ['objectClasses', objectClass];
    const complain = (problem: string, ...more: readonly string[]): void => {
      problems.push(`${at(keyOffset(document, [...path, ...more]))}: ${problem}.`);
    };
    const builtIn = BUILT_IN_MAPPINGS.find((mapping) => sameName(mapping.objectClass, objectClass));
    if (!builtIn) {
      complain(
        `object class '${objectClass}' is not known; there is ${BUILT_IN_MAPPINGS.map((m) => m.objectClass).join(', ')}`,
      );
      return undefined;
    }
    const given = Object.entries(detail.attributes ?? {});
    const own = given.map(([attribute, entry]) => entryOf(attribute, entry));
    checkEntries(own, (problem, index) => complain(problem, 'attributes', given[index]![0]));
    const kept =
      detail.builtIn === false
        ? []
        : builtIn.entries.filter((entry) => !own.some((other) => clashes(entry, other)));
    const entries = [...kept, ...own];
    if (
      !entries.some(({ attribute, direction }) => sameName(attribute, Name.NAME) && direction !== 'toTarget')
    ) {
      complain(`no readable attribute ${Name.NAME}`);
    }
    return new ObjectMapping({ ...builtIn, passThrough: detail.passThrough ?? builtIn.passThrough, entries });
  });
  if (problems.length > 0) refuse(problems);
  const given = mappings.filter((mapping) => mapping !== undefined);
  return BUILT_IN_MAPPINGS.map(
    (builtIn) => given.find((m) => m.objectClass === builtIn.objectClass) ?? builtIn,
  );
}

/** `__enable__` and `__ENABLE__` are one attribute, but the special ones are spelled as ICF does. */
const SPELLING = new Map(Object.values(SpecialAttributes).map((name) => [foldCase(name), name as string]));

const entryOf = (attribute: string, entry: string | EntryDocument): MappingEntry => ({
  attribute: SPELLING.get(foldCase(attribute)) ?? attribute,
  direction: 'both',
  ...(typeof entry === 'string' ? { field: entry } : entry),
});

const clashes = (builtIn: MappingEntry, own: MappingEntry): boolean =>
  sameName(builtIn.attribute, own.attribute) || sameName(builtIn.field, own.field);

function checkEntries(
  entries: readonly MappingEntry[],
  complain: (problem: string, index: number) => void,
): void {
  const written = new Map<string, string>();
  const seen = new Set<string>();
  for (const [index, { attribute, field, direction, ...entry }] of entries.entries()) {
    if (FIXED.some((name) => sameName(name, attribute)))
      complain(`${attribute} has a fixed meaning and cannot be mapped`, index);
    if (seen.has(foldCase(attribute))) complain(`attribute '${attribute}' stands there twice`, index);
    seen.add(foldCase(attribute));
    if (sameName(field, 'Id')) complain(`field Id is ${Uid.NAME} and cannot be mapped`, index);
    if (direction === 'fromTarget') {
      if (entry.default !== undefined || entry.defaultFrom || entry.required) {
        complain('an attribute that is only read cannot be required or have a default', index);
      }
      continue;
    }
    const other = written.get(foldCase(field));
    if (other)
      complain(`field ${field} is written by '${other}' already; make one of them fromTarget`, index);
    written.set(foldCase(field), attribute);
  }
}

/** Where the part of the document is that an error of the schema is about. */
function offsetOf(document: Document, error: ErrorObject): number {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { additionalProperty } = error.params as { additionalProperty?: string };
  return keyOffset(document, additionalProperty === undefined ? path : [...path, additionalProperty]);
}

/** The key of a path, where it has one; else the value; else the beginning. */
function keyOffset(document: Document, path: readonly string[]): number {
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1))
    : undefined;
  const node = (pair?.key ?? document.getIn(path, true)) as { range?: readonly number[] } | undefined;
  return node?.range?.[0] ?? 0;
}

function sentence({ instancePath, keyword, message, params }: ErrorObject): string {
  const name = instancePath.split('/').at(-1) || 'the map';
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: string[];
  };
  if (additionalProperty) return `'${additionalProperty}' is not known here`;
  if (allowedValues) return `'${name}' must be one of ${allowedValues.join(', ')}`;
  if (keyword === 'not') return `'${name}' has both default and defaultFrom; keep one`;
  return `'${name}' ${message ?? 'is not valid'}`;
}
