import { apiError } from '../../errors/api-error.js';
import { requestErrors } from '../../errors/request-errors.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import type { RestCall } from '../rest-call.js';
import { listOf } from './part.js';

const MAX_RECORDS = 200;
const MAX_CHUNKS = 10;

export type Values = Readonly<Record<string, unknown>>;

/** A record of a collection and the object it says it is of. */
export interface GivenRecord {
  readonly values: Values;
  /** Undefined for an object that the org does not have. */
  readonly spec: ObjectSpec | undefined;
}

export function checkRecordCount(count: number): void {
  if (count > MAX_RECORDS) throw requestErrors.tooManyRecords(MAX_RECORDS);
}

/**
 * The records of a request.
 *
 * @param typeOf the object that a record is of when its attributes do not say
 * @throws ApiError for too many records, too many changes between objects, and setup objects among others
 */
export function recordsOf(
  call: RestCall,
  typeOf: (values: Values) => string | undefined = () => undefined,
): { readonly records: readonly GivenRecord[]; readonly allOrNone: boolean } {
  const { values: body } = call.body();
  const list = listOf(body, 'records');
  checkRecordCount(list.length);
  const records = list.map((values) => {
    const named = (values.attributes as { type?: unknown } | undefined)?.type;
    const type = typeof named === 'string' ? named : typeOf(values);
    return { values, spec: type === undefined ? undefined : call.org.catalog.named(type) };
  });
  checkChunks(records.map(({ spec }) => spec));
  return { records, allOrNone: body.allOrNone === true };
}

/** Neighbours of one object are written together. */
export function checkChunks(specs: readonly (ObjectSpec | undefined)[]): void {
  const chunks = specs.filter((spec, index) => index === 0 || spec !== specs[index - 1]);
  if (chunks.length > MAX_CHUNKS)
    throw requestErrors.limitExceeded(
      `Cannot have more than ${MAX_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
    );
  const kinds = new Set(specs.filter((spec) => spec !== undefined));
  const setup = [...kinds].find(({ isSetup }) => isSetup);
  if (setup && kinds.size > 1)
    throw apiError(
      400,
      'MIXED_DML_OPERATION',
      `Records of the setup object ${setup.name} cannot be written in one call with those of other objects`,
    );
}
