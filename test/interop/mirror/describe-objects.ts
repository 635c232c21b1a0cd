import {
  Attribute,
  AttributeDelta,
  AttributeSet,
  ComparisonFilter,
  CompositeFilter,
  ConnectorObject,
  ConnectorObjectIdentification,
  ConnectorObjectReference,
  Name,
  NotFilter,
  OPTIONS,
  ObjectClass,
  OperationOptions,
  QualifiedUid,
  Script,
  ScriptContext,
  SortKey,
  SyncToken,
  Uid,
} from '@icf-ts/framework';

type Describe = (value: unknown) => string;

export const sorted = (texts: string[]): string => texts.sort().join(', ');

/** An array of Java's, by the name that Java gives it. */
export const array = (component: string, items: readonly unknown[], describe: Describe): string =>
  `${component.replace('ByteArray', 'byte[]')}[](${items.map(describe).join(', ')})`;

/** The part of `describe` that knows ICF's own objects; the whole is handed in, for what they hold. */
export function objectDescriber(describe: Describe): Describe {
  const each = (values: Iterable<unknown>): string[] => [...values].map(describe);
  const record = (name: string, ...parts: unknown[]): string => `${name}(${each(parts).join(', ')})`;

  function describeObject(value: unknown): string {
    if (value instanceof Uid) return record('Uid', value.value, value.revision, value.nameHint);
    if (value instanceof Name) return record('Name', value.value);
    if (value instanceof Attribute) return `${value.name}=${describe(value.values)}`;
    if (value instanceof AttributeSet) return `Set{${sorted(each(value))}}`;
    if (value instanceof ObjectClass) return `ObjectClass(${value.type})`;
    if (value instanceof ConnectorObject) return object('Object', value);
    if (value instanceof ConnectorObjectIdentification) return object('Identification', value);
    if (value instanceof ConnectorObjectReference) return record('Reference', value.value);
    if (value instanceof ComparisonFilter) return record(value.kind, value.attribute);
    if (value instanceof CompositeFilter) return record(value.kind, value.left, value.right);
    if (value instanceof NotFilter) return record(value.kind, value.filter);
    if (value instanceof OperationOptions) return options(value);
    if (value instanceof QualifiedUid) return record('QualifiedUid', value.objectClass, value.uid);
    if (value instanceof SortKey) return record('SortKey', value.field, value.isAscending);
    if (value instanceof SyncToken) return record('SyncToken', value.value);
    if (value instanceof AttributeDelta)
      return record('Delta', value.name, value.valuesToAdd, value.valuesToRemove, value.valuesToReplace);
    if (value instanceof ScriptContext)
      return record('ScriptContext', value.language, value.text, value.scriptArguments);
    if (value instanceof Script) return record('Script', value.language, value.text);
    throw new Error(`No description is known for ${(value as object).constructor.name}.`);
  }

  const object = (name: string, value: ConnectorObject | ConnectorObjectIdentification): string =>
    `${name}(${describe(value.objectClass)}{${sorted(each(value.attributes))}})`;

  /** Options hold arrays, where values hold lists; a plain array is one whose component is plain to see. */
  function options({ values }: OperationOptions): string {
    const texts = [...values].map(
      ([name, value]) => `${describe(name)}=${Array.isArray(value) ? plain(name, value) : describe(value)}`,
    );
    return `Options{${sorted(texts)}}`;
  }

  function plain(name: string, items: readonly unknown[]): string {
    const known = Object.values(OPTIONS).find(({ icf }) => icf === name);
    return array(
      known ? known.type.replace('[]', '') : items[0] instanceof SortKey ? 'SortKey' : 'String',
      items,
      describe,
    );
  }
  return describeObject;
}
