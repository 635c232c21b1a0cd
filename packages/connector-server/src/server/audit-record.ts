import {
  Attribute,
  AttributeDelta,
  OperationOptions,
  PARAMETERS,
  ScriptContext,
  type AttributeValue,
  type Filter,
} from '@icf-ts/framework';
import type { CallOutcome, CallRecord } from './call-record.js';
import { filterShape, valueType } from './audit-shapes.js';

/** The values of an attribute as audit sees them. */
export interface AuditedValues {
  /** ICF's names of the types that occur, e.g. `String`, `GuardedString`. */
  readonly types: readonly string[];
  /** Null where the list itself is null. */
  readonly count: number | null;
}

/** One attribute written: its name, and what was done, without a value. */
export interface AuditedAttribute {
  readonly name: string;
  readonly values?: AuditedValues;
  readonly add?: AuditedValues;
  readonly remove?: AuditedValues;
  readonly replace?: AuditedValues;
}

/** Who did what with which object, and how it ended: no value, no key, no configuration. Fit for JSON as it is. */
export interface AuditRecord {
  /** When the call began, ISO 8601 in UTC. */
  readonly time: string;
  readonly requestId: string;
  readonly client: string;
  readonly address: string;
  /** Subject of the client's certificate. */
  readonly certificate?: string;
  /** As asked for. */
  readonly connector?: {
    readonly bundleName: string;
    readonly bundleVersion: string;
    readonly connectorName: string;
  };
  readonly operation?: string;
  readonly method?: string;
  readonly objectClass?: string;
  /** The object that the call is about. */
  readonly uid?: string;
  /** The uid that the call answered with. */
  readonly answeredUid?: string;
  readonly attributes?: readonly AuditedAttribute[];
  /** Operators and names, e.g. `and(equals(__NAME__), not(contains(mail)))`. */
  readonly filter?: string;
  readonly options?: readonly string[];
  readonly script?: {
    readonly language: string;
    readonly length: number;
    readonly arguments: readonly string[];
  };
  /** Objects that a stream handed out. */
  readonly items: number;
  /** `success`, `abandoned` when nobody waited any longer, or ICF's name of the exception. */
  readonly outcome: string;
  readonly durationMs: number;
}

/** What is to be kept of a call that has just ended. `nowMs`: milliseconds since 1970. */
export function auditRecord(call: CallRecord, outcome: CallOutcome, nowMs = Date.now()): AuditRecord {
  const { client, peer, requestId } = call.caller;
  const { connector } = call;
  return {
    time: new Date(nowMs - outcome.durationMs).toISOString(),
    requestId,
    client: client.name,
    address: peer.address,
    ...present({
      certificate: peer.certificate?.subject,
      connector: connector
        ? {
            bundleName: connector.bundleName,
            bundleVersion: connector.bundleVersion,
            connectorName: connector.connectorName,
          }
        : undefined,
      operation: call.operation,
      method: call.method,
      objectClass: call.objectClass,
      uid: call.uid,
      answeredUid: outcome.uid,
    }),
    ...Object.assign({}, ...call.describe(audited)),
    items: outcome.items,
    outcome: outcome.error ?? (outcome.abandoned ? 'abandoned' : 'success'),
    durationMs: Math.round(outcome.durationMs * 1000) / 1000,
  };
}

/** What is told of one argument. Those that are not here are secrets, or fields of the record already. */
function audited(parameter: string, value: unknown): Partial<AuditRecord> {
  switch (parameter) {
    case 'attributes':
    case 'deltas':
      return isIterable(value) ? { attributes: [...value].flatMap(auditedAttribute) } : {};
    case 'filter':
      return value && PARAMETERS.filter.accepts(value) ? { filter: filterShape(value as Filter) } : {};
    case 'options':
      return value instanceof OperationOptions && value.values.size > 0
        ? { options: [...value.values.keys()] }
        : {};
    case 'script':
      return value instanceof ScriptContext
        ? {
            script: {
              language: value.language,
              length: value.text.length,
              arguments: [...value.scriptArguments.keys()],
            },
          }
        : {};
    default:
      return {};
  }
}

function auditedAttribute(item: unknown): readonly AuditedAttribute[] {
  if (item instanceof Attribute) return [{ name: item.name, values: auditedValues(item.values) }];
  if (!(item instanceof AttributeDelta)) return [];
  const { name, valuesToAdd, valuesToRemove, valuesToReplace } = item;
  return [
    {
      name,
      ...(valuesToAdd ? { add: auditedValues(valuesToAdd) } : {}),
      ...(valuesToRemove ? { remove: auditedValues(valuesToRemove) } : {}),
      ...(valuesToReplace ? { replace: auditedValues(valuesToReplace) } : {}),
    },
  ];
}

const auditedValues = (values: readonly AttributeValue[] | null): AuditedValues => ({
  types: [...new Set(values?.map(valueType))],
  count: values?.length ?? null,
});

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

const present = <T extends object>(fields: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
