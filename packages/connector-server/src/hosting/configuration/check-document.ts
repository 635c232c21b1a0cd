import { Ajv, type ErrorObject } from 'ajv';
import { closestMatch } from 'leven';
import { pathText, type Path, type Problem } from './problem.js';
import { OWN_KEYWORDS, settingAt, type Setting } from './setting.js';
import { problemAt, type SourceDocument } from './source-document.js';

const FARTHEST_TYPO = 3;

/** Checks a document by the table and says all that is wrong at once. `hidden` paths are not quoted. */
export function documentChecker(
  table: Setting,
): (document: SourceDocument, value: unknown, hidden: ReadonlySet<string>) => readonly Problem[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, strictRequired: false });
  ajv.addVocabulary([...OWN_KEYWORDS]);
  return (document, value, hidden) => {
    // Compiled at the first document; ajv keeps it.
    const validate = ajv.compile(table);
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .filter(({ schemaPath }) => !/\/oneOf\/\d/.test(schemaPath))
      .map((error) => {
        const path = pathOf(error, value);
        return problemAt(document, path, sentence(error, shown(error, path, table, hidden)));
      });
  };
}

/** Instance paths are JSON pointers; whether a step is an index the value itself tells. */
function pathOf({ instancePath, keyword, params }: ErrorObject, root: unknown): Path {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of instancePath.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(name) : name);
    value = (value as Record<string, unknown>)[name];
  }
  return keyword === 'additionalProperties' ? [...path, params['additionalProperty'] as string] : path;
}

/** The value, or nothing where it is a secret or may be one. */
function shown(
  { data }: ErrorObject,
  path: Path,
  table: Setting,
  hidden: ReadonlySet<string>,
): string | undefined {
  const setting = path.reduce<Setting | undefined>(settingAt, table);
  const plain = typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean';
  return plain && setting && !setting.secret && !hidden.has(pathText(path)) ? String(data) : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'properties, as `name: value`',
  array: 'a list',
  string: 'a text; put it into quotes if it looks like something else',
  integer: 'a whole number',
  boolean: '`true` or `false`',
};

function sentence({ keyword, params, message, schema, parentSchema }: ErrorObject, value?: string): string {
  const here = value === undefined ? '' : ` Here it is '${value}'.`;
  switch (keyword) {
    case 'additionalProperties':
      return unknownProperty(params['additionalProperty'] as string, parentSchema as unknown as Setting);
    case 'required':
      return `The property ${params['missingProperty'] as string} is missing. Add it.`;
    case 'type':
      return `This must be ${String(params['type'])
        .split(',')
        .map((type) => TYPES[type])
        .join(', or ')}.${here}`;
    case 'enum':
      return `This must be one of ${(schema as readonly string[]).join(', ')}.${here}${meant(value ?? '', schema as readonly string[])}`;
    case 'minimum':
      return `This must be ${params['limit'] as number} or more.${here}`;
    case 'maximum':
      return `This must be ${params['limit'] as number} or less.${here}`;
    case 'minLength':
    case 'minItems':
      return 'This must not be empty.';
    case 'oneOf':
      return oneOf(schema as NonNullable<Setting['oneOf']>);
    default:
      return `This ${message ?? 'is not valid'}.`;
  }
}

const oneOf = (ways: NonNullable<Setting['oneOf']>): string =>
  `Write ${ways.map(({ required }) => required.join(' and ')).join(', or ')}: one of the two ways, and only one.`;

function unknownProperty(name: string, { properties = {} }: Setting): string {
  const known = Object.keys(properties);
  return `There is no such property.${meant(name, known) || ` Known here: ${known.join(', ')}.`}`;
}

export function meant(text: string, known: readonly string[]): string {
  const lower = new Map(known.map((name) => [name.toLowerCase(), name]));
  const near = closestMatch(text.toLowerCase(), [...lower.keys()], {
    maxDistance: Math.min(FARTHEST_TYPO, Math.ceil(text.length / 2)),
  });
  return near === undefined ? '' : ` Did you mean ${lower.get(near)}?`;
}
