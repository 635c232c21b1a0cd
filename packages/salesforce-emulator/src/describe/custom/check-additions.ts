import { Ajv } from 'ajv';
import type { ErrorObject } from 'ajv';
import type { CustomField, DescribeAdditions } from './additions.js';
import { isPicklist } from '../field-spec.js';
import { ADDITIONS_SCHEMA } from './additions-schema.js';
import type { Description, Path } from './describe-file.js';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

/** The form of names that administrators give: no two underscores in a row, none at the end. */
const CUSTOM_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*__c$/;

type Complaint = readonly [path: Path, message: string];

/**
 * Holds a description against its form, and its names against the org.
 *
 * @param hasField whether a standard object of the org has the field; undefined when there is no such object
 * @throws Error with one line for each fault, naming its place
 */
export function checkAdditions(
  { value, place }: Description,
  hasField: (object: string, field: string) => boolean | undefined,
): DescribeAdditions {
  const refuse = (complaints: readonly Complaint[]): void => {
    if (complaints.length === 0) return;
    const lines = complaints.map(([path, message]) => `${place(path)}: ${message}`);
    throw new Error(`The description of custom objects and fields is not sound:\n${lines.join('\n')}`);
  };
  const isValid = ajv.compile<DescribeAdditions>(ADDITIONS_SCHEMA);
  if (!isValid(value)) {
    refuse((isValid.errors ?? []).map(explain));
    throw new TypeError('a refusal without a reason');
  }
  const objects = Object.entries(value.objects ?? {});
  const custom = new Set(objects.map(([name]) => name.toLowerCase()).filter((name) => name.endsWith('__c')));
  const isKnown = (name: string): boolean =>
    custom.has(name.toLowerCase()) || hasField(name, 'Id') !== undefined;
  refuse(
    objects.flatMap(([name, { fields = {} }]): Complaint[] => {
      const path = ['objects', name];
      if (!CUSTOM_NAME.test(name) && hasField(name, 'Id') === undefined)
        return [[path, `'${name}' is no object of the org, and the name of a custom object must end in __c`]];
      return Object.entries(fields).flatMap(([fieldName, field]) =>
        complaintsOf(fieldName, field, isKnown).map((message): Complaint => [
          [...path, 'fields', fieldName],
          `field '${fieldName}' ${message}`,
        ]),
      );
    }),
  );
  return value;
}

function complaintsOf(name: string, field: CustomField, isKnown: (object: string) => boolean): string[] {
  const { type, to, values, children } = field;
  const isReference = type === 'reference';
  const rules: readonly [broken: boolean, message: string][] = [
    [!CUSTOM_NAME.test(name), 'must have a name that ends in __c'],
    [isReference && to === undefined, "needs 'to', the object that it refers to"],
    [!isReference && (to ?? children) !== undefined, "has 'to' or 'children', which belong to references"],
    [to !== undefined && !isKnown(to), `refers to '${to ?? ''}', which is no object of the org`],
    [isPicklist(type) && values === undefined, "needs 'values', the entries of the picklist"],
    [!isPicklist(type) && values !== undefined, "has 'values', which belong to picklists"],
    [field.required === true && type === 'boolean', "cannot be 'required': a checkbox always has a value"],
    [
      (field.unique ?? field.externalId) === true && !['string', 'email', 'double'].includes(type),
      `of type ${type} can be neither 'unique' nor 'externalId'`,
    ],
    [field.default !== undefined && !fits(field), `has a 'default' that does not fit type ${type}`],
  ];
  return rules.filter(([broken]) => broken).map(([, message]) => message);
}

function fits({ type, default: value }: CustomField): boolean {
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'double' || type === 'currency' || type === 'percent') return typeof value === 'number';
  return typeof value === 'string' && !['date', 'datetime', 'reference'].includes(type);
}

function explain({ instancePath, keyword, message = '', params }: ErrorObject): Complaint {
  const path = instancePath.split('/').slice(1);
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    return [[...path, name], `'${name}' is not known here`];
  }
  const allowed = keyword === 'enum' ? `: ${(params.allowedValues as string[]).join(', ')}` : '';
  return [path, `${path.at(-1) ?? 'the description'} ${message}${allowed}`];
}
