import {
  Attribute,
  BatchEmptyResult,
  BatchResult,
  BatchToken,
  CreateBatchTask,
  DeleteBatchTask,
  ObjectClass,
  OperationOptions,
  UPDATE_TYPES,
  Uid,
  UpdateBatchTask,
} from '@icf-ts/framework';
import { allOf, list, need, needOnly, oneOf, only, set } from './read.js';
import { boolean, classRef, object, record, text, type Row } from './row.js';

const type = object('ObjectClass', (value: { objectClass: ObjectClass }) => value.objectClass);
const uid = object('Uid', (value: { uid: Uid }) => value.uid);
const content = object(
  'Attributes',
  (value: { attributes: Iterable<Attribute> }) => new Set(value.attributes),
);
const options = object('Options', (value: { options: OperationOptions }) => value.options);
const readOptions = (value: unknown): OperationOptions =>
  only(OperationOptions, value, 'BatchTask.Options') ?? OperationOptions.NONE;
const readAttributes = (value: unknown): readonly Attribute[] =>
  allOf(Attribute, set(value, 'BatchTask.Attributes'), 'BatchTask.Attributes');
const readType = (value: unknown): ObjectClass => needOnly(ObjectClass, value, 'BatchTask.ObjectClass');
const readUid = (value: unknown): Uid => needOnly(Uid, value, 'BatchTask.Uid');

/** Section 8: the OpenICF fork's batch. */
export const batch: readonly Row[] = [
  record(
    'CreateBatchTask',
    CreateBatchTask,
    [type, content, options],
    ([objectClass, attributes, given]) =>
      new CreateBatchTask(readType(objectClass), readAttributes(attributes), readOptions(given)),
  ),
  record(
    'DeleteBatchTask',
    DeleteBatchTask,
    [type, uid, options],
    ([objectClass, id, given]) => new DeleteBatchTask(readType(objectClass), readUid(id), readOptions(given)),
  ),
  record(
    'UpdateBatchTask',
    UpdateBatchTask,
    [type, uid, content, options, text('Type', (value: UpdateBatchTask) => value.type)],
    ([objectClass, id, attributes, given, kind]) =>
      new UpdateBatchTask(
        readType(objectClass),
        readUid(id),
        readAttributes(attributes),
        readOptions(given),
        oneOf(UPDATE_TYPES, need<string>(kind, 'UpdateBatchTask.Type'), 'type of update'),
      ),
  ),
  record(
    'BatchEmptyResult',
    BatchEmptyResult,
    [text('Message', (value: BatchEmptyResult) => value.message)],
    ([message]) => new BatchEmptyResult((message as string | undefined) ?? null),
  ),
  record(
    'BatchToken',
    BatchToken,
    [
      object('token', (value: BatchToken) => value.tokens),
      boolean('queryRequired', (value: BatchToken) => value.queryRequired),
      boolean('asynchronousResults', (value: BatchToken) => value.asynchronousResults),
      boolean('returnsResults', (value: BatchToken) => value.returnsResults),
    ],
    ([tokens, queryRequired = false, asynchronousResults = false, returnsResults = true]) =>
      new BatchToken((list(tokens, 'BatchToken.token') ?? []).map(String), {
        queryRequired: queryRequired as boolean,
        asynchronousResults: asynchronousResults as boolean,
        returnsResults: returnsResults as boolean,
      }),
  ),
  record(
    'BatchResult',
    BatchResult,
    [
      classRef('ResultClass', (value: BatchResult) => value.resultClass),
      object('Result', (value: BatchResult) => value.result),
      object('Token', (value: BatchResult) => value.token),
      text('ResultId', (value: BatchResult) => value.resultId),
      boolean('Complete', (value: BatchResult) => value.complete),
      boolean('Error', (value: BatchResult) => value.error),
    ],
    ([resultClass, result, token, resultId, complete = false, error = false]) =>
      new BatchResult({
        resultClass: (resultClass as string | null | undefined) ?? null,
        result: (result as unknown) ?? null,
        token: only(BatchToken, token, 'BatchResult.Token'),
        resultId: (resultId as string | undefined) ?? null,
        complete: complete as boolean,
        error: error as boolean,
      }),
  ),
];
