import {
  AttributeDelta,
  ConnectorObject,
  Name,
  Schema,
  SearchResult,
  SyncToken,
  Uid,
  javaClassOf,
  type AttributeValue,
} from '@icf-ts/framework';

/* Prints values as Java's toString does, so that outcomes can be compared with what the recorded Java client printed. */

const list = (values: readonly AttributeValue[] | null): string =>
  values === null ? 'null' : `[${values.map(String).join(', ')}]`;

export function javaText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Uid) {
    const revision = value.revision === undefined ? '' : `, Revision=${value.revision}`;
    const hint = value.nameHint ? `, NameHint=${javaText(value.nameHint)}` : '';
    return `Attribute: {Name=__UID__, Value=[${value.value}]${revision}${hint}}`;
  }
  if (value instanceof Name) return `Attribute: {Name=__NAME__, Value=[${value.value}]}`;
  if (value instanceof SyncToken) return `SyncToken: ${String(value.value)}`;
  if (value instanceof AttributeDelta) {
    const { name, valuesToAdd, valuesToRemove, valuesToReplace } = value;
    return `Attribute: {Name=${name}, ValuesToAdd=${list(valuesToAdd)}, ValuesToRemove=${list(valuesToRemove)}, ValuesToReplace=${list(valuesToReplace)}}`;
  }
  if (value instanceof ConnectorObject) return javaText(value.name);
  if (value instanceof Schema) return String(value.objectClassInfos.length);
  if (value instanceof SearchResult) {
    return `SearchResult: {PagedResultsCookie=${value.pagedResultsCookie}, RemainingPagedResults=${value.remainingPagedResults}, AllResultsReturned=true}`;
  }
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, entry]) => `${String(key)}=${javaText(entry)}`);
    return `{${entries.sort().join(', ')}}`;
  }
  return String(value);
}

export const thrown = (error: unknown): string =>
  `throws ${javaClassOf(error)}: ${error instanceof Error ? error.message : String(error)}`;
