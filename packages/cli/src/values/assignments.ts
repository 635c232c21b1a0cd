import {
  AttributeDelta,
  attributeOf,
  type Attribute,
  type AttributeInfo,
  type AttributeValue,
  type ObjectClassInfo,
} from '@icf-ts/framework';
import { meant } from '@icf-ts/connector-server/configuration';
import { CliProblem } from '../problems/cli-problem.js';
import { visibleSecret } from './secret-texts.js';
import { isSecretType, typedJson, typedValue } from './typed-value.js';

/** What a command line asks of one attribute; `null` values are those of `name:=null`. */
export interface Assignment {
  readonly name: string;
  readonly how: 'set' | 'add' | 'remove';
  readonly values: readonly AttributeValue[] | null;
}

/** More names than anybody reads in an error. */
const MANY = 12;

const FORM = /^([^=]+?)(:=|\+=|-=|=)([^]*)$/;
const HOW = { '=': 'set', ':=': 'set', '+=': 'add', '-=': 'remove' } as const;

/**
 * Reads `name=text`, `name:=JSON`, `name+=text` and `name-=text`, typed by the schema. A name that is repeated has
 * several values. `warn` is told of secrets.
 * @throws CliProblem naming the argument, or the attribute that the schema does not have
 */
export function assignmentsOf(
  texts: readonly string[],
  schema: ObjectClassInfo | undefined,
  warn: (message: string) => void,
): readonly Assignment[] {
  const found = new Map<string, Assignment>();
  for (const text of texts) {
    const [, name, sign, value] = FORM.exec(text) ?? [];
    if (name === undefined) {
      throw new CliProblem(
        'usage',
        `'${text}' is no assignment. Write name=value, name:=JSON, name+=value or name-=value.`,
      );
    }
    const info = attributeInfo(name, schema);
    if (isSecretType(info.type)) {
      warn(visibleSecret(info.name));
    }
    const how = HOW[sign as keyof typeof HOW];
    const values =
      sign === ':='
        ? valuesOfJson(info, parseJson(info.name, value!))
        : [typedValue(info.name, info.type, value!)];
    join(found, { name: info.name, how, values });
  }
  return [...found.values()];
}

/** The members of a JSON object as assignments. */
export function assignmentsOfJson(
  document: unknown,
  schema: ObjectClassInfo | undefined,
): readonly Assignment[] {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new CliProblem('usage', 'What was read is not a JSON object of attributes and their values.');
  return Object.entries(document)
    .map(([name, value]) => [attributeInfo(name, schema), value] as const)
    .map(([info, value]) => ({ name: info.name, how: 'set', values: valuesOfJson(info, value) }));
}

export const attributesOf = (assignments: readonly Assignment[]): readonly Attribute[] =>
  assignments.map(({ name, values }) => attributeOf(name, values));

export const deltasOf = (assignments: readonly Assignment[]): readonly AttributeDelta[] => {
  const byName = new Map<
    string,
    {
      add?: readonly AttributeValue[];
      remove?: readonly AttributeValue[];
      replace?: readonly AttributeValue[];
    }
  >();
  for (const { name, how, values } of assignments) {
    const part = how === 'set' ? 'replace' : how;
    byName.set(name, { ...byName.get(name), [part]: values ?? [] });
  }
  return [...byName].map(([name, parts]) => new AttributeDelta(name, parts));
};

/** The schema's row of an attribute; any text where there is no schema. @throws CliProblem */
export function attributeInfo(
  name: string,
  schema: ObjectClassInfo | undefined,
): Pick<AttributeInfo, 'name' | 'type'> {
  if (!schema) return { name, type: /^__(CURRENT_)?PASSWORD__$/i.test(name) ? 'GuardedString' : 'String' };
  const info = schema.attribute(name);
  if (info) return info;
  const known = schema.attributeInfos.map((each) => each.name);
  const which = meant(name, known) || (known.length > MANY ? '' : ` It has: ${known.join(', ')}.`);
  throw new CliProblem('usage', `${schema.type} has no attribute '${name}'.${which}`, {
    advice: `All of them: icf schema ${schema.type}`,
  });
}

function valuesOfJson(
  { name, type }: Pick<AttributeInfo, 'name' | 'type'>,
  value: unknown,
): readonly AttributeValue[] | null {
  if (value === null) return null;
  return (Array.isArray(value) ? value : [value]).map((item) => typedJson(name, type, item));
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliProblem('usage', `What follows ${name}:= is not JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function join(found: Map<string, Assignment>, next: Assignment): void {
  const key = `${next.how} ${next.name}`;
  const before = found.get(key);
  const values = before ? [...(before.values ?? []), ...(next.values ?? [])] : next.values;
  found.set(key, { ...next, values });
}
