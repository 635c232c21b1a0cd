import { GuardedByteArray, GuardedString, type AttributeValue } from '@icf-ts/framework';
import { DeleteBatchTask } from '@icf-ts/framework';
import type { Foreseen } from '../reconciliation/foreseen/foreseen.js';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import type { PlannedChange } from './plan.js';

/** Characters that are shown of a value. */
const MAX_TEXT = 80;
/** Attributes that are shown of one item. */
const MAX_CHANGES = 50;
const SECRET = '(secret)';

/** What would change, attribute by attribute: of the object where there is a write into the system, else of the identity. */
export function plannedChanges({ task, present, before, after }: Foreseen): readonly PlannedChange[] {
  if (task instanceof DeleteBatchTask) return [];
  const changes = task
    ? task.attributes.map(({ name, values }) => ({
        attribute: name,
        from: valuesText(present?.attributes.get(name)?.values),
        to: valuesText(values),
      }))
    : after
      ? jsonChanges('', before ?? {}, after)
      : [];
  return changes.slice(0, MAX_CHANGES);
}

function valuesText(values: readonly AttributeValue[] | null | undefined): string | null {
  if (!values || values.length === 0) return null;
  return cut(values.map(valueText).join(', '));
}

function valueText(value: AttributeValue): string {
  if (value instanceof GuardedString || value instanceof GuardedByteArray) return SECRET;
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  return typeof value === 'object' && value !== null ? '(complex value)' : String(value);
}

function jsonChanges(path: string, before: JsonObject, after: JsonObject): readonly PlannedChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [from, to] = [before[name] ?? null, after[name] ?? null];
    const attribute = path + name;
    if (isObject(from) || isObject(to))
      return jsonChanges(`${attribute}.`, isObject(from) ? from : {}, isObject(to) ? to : {});
    const change = { attribute, from: jsonText(from), to: jsonText(to) };
    return change.from === change.to ? [] : [change];
  });
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const jsonText = (value: JsonValue): string | null =>
  value === null ? null : cut(typeof value === 'string' ? value : JSON.stringify(value));
const cut = (text: string): string =>
  text.length > MAX_TEXT ? `${Array.from(text).slice(0, MAX_TEXT).join('')}…` : text;
