import { apiError, codeFirstError } from './api-error.js';

/** Refusals of the job resources. */
export const bulkErrors = {
  unknownJob: (id: string) => codeFirstError(404, 'NOT_FOUND', `The requested job does not exist: ${id}`),
  notAJob: (id: string) => codeFirstError(400, 'INVALIDJOB', `InvalidJob : Invalid job id: ${id}`),
  badJob: (message: string) => codeFirstError(400, 'INVALIDJOB', `InvalidJob : ${message}`),
  entity: (name: string) =>
    codeFirstError(400, 'INVALIDENTITY', `Entity '${name}' is not supported by the Bulk API.`),
  jobState: (message: string) => codeFirstError(400, 'INVALIDJOBSTATE', message),
  input: (message: string) => codeFirstError(400, 'CLIENTINPUTERROR', message),
  quota: (what: string) => codeFirstError(400, 'EXCEEDEDQUOTA', `ExceededQuota : ${what} Limit exceeded.`),
  query: (message: string) => codeFirstError(400, 'API_ERROR', message),
  notComplete: (state: string) =>
    codeFirstError(
      412,
      'JOB_NOT_COMPLETE',
      `can only download query results of successfully completed bulk job with status: JOB_COMPLETE. Current status: ${state}`,
    ),
  otherVersion: (version: number) =>
    codeFirstError(
      409,
      'API_ERROR',
      `The results of the job can only be read with the API version it was created with: ${version}.0`,
    ),
  locator: (locator: string) =>
    codeFirstError(400, 'INVALID_QUERY_LOCATOR', `invalid query locator: ${locator}`),
};

/** Refusals of a single row, beyond those of rows in general. */
export const bulkRowErrors = {
  columnCount: (given: number, wanted: number) =>
    apiError(400, 'INVALID_ROW', `The row has ${given} values for ${wanted} columns`, []),
  missingKey: (field: string) => apiError(400, 'MISSING_ARGUMENT', `${field} not specified`, []),
  missingId: (operation: string) =>
    apiError(400, 'MISSING_ARGUMENT', `Id not specified in ${operation} call`, []),
  idOnInsert: () =>
    apiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']),
  badId: (value: string) => apiError(400, 'MALFORMED_ID', `bad id ${value}`, ['Id']),
  deletedRow: () => apiError(400, 'ENTITY_IS_DELETED', 'entity is deleted', []),
  cannotUpdate: (label: string) =>
    apiError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be updated: ${label}`, []),
  repeatedKey: (value: string) =>
    apiError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, []),
  ambiguousKey: (ids: readonly string[]) =>
    apiError(
      400,
      'DUPLICATE_EXTERNAL_ID',
      `more than one record found for external id field: [${ids.join(', ')}]`,
      [],
    ),
  relatedNotFound: (value: string, field: string, object: string) =>
    apiError(
      400,
      'INVALID_FIELD',
      `Foreign key external ID: ${value} not found for field ${field} in entity ${object}`,
      [],
    ),
  wrongType: (label: string, field: string, value: string) =>
    apiError(400, 'INVALID_TYPE_ON_FIELD_IN_RECORD', `${label}: value not of required type: ${value}`, [
      field,
    ]),
};

/** What makes a whole job fail: told by its `errorMessage`, in the words of a batch's exception. */
export class BatchFault extends Error {
  override readonly name = 'BatchFault';
}

export const batchFaults = {
  unknownField: (name: string) => new BatchFault(`InvalidBatch : Field name not found : ${name}`),
  repeatedField: (name: string) => new BatchFault(`InvalidBatch : Duplicate field name : ${name}`),
  noHeader: () => new BatchFault('InvalidBatch : The uploaded data has no header row'),
  tooManyFields: (max: number) =>
    new BatchFault(`InvalidBatch : Records for import cannot have more than ${max} fields`),
  onlyIds: () => new BatchFault('InvalidBatch : Delete batch must contain only ids'),
  unreadable: (message: string) => new BatchFault(`InvalidBatch : Failed to parse CSV : ${message}`),
  recordTooLong: () =>
    new BatchFault(
      'InvalidBatch : A record is longer than 400000 characters, or one of its quotes is not closed',
    ),
  lineEnding: (current: string) =>
    new BatchFault(
      `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${current}`,
    ),
  quota: () => new BatchFault('ExceededQuota : ApiBatchItems Limit exceeded.'),
};
