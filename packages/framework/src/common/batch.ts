import type { Attribute } from './attribute.js';
import type { ObjectClass } from './object-class.js';
import type { OperationOptions } from './operation-options.js';
import type { Uid } from './uid.js';

/** One step of a batch (a notion of the OpenICF fork). */
export class CreateBatchTask {
  readonly objectClass: ObjectClass;
  readonly attributes: readonly Attribute[];
  readonly options: OperationOptions;

  constructor(objectClass: ObjectClass, attributes: readonly Attribute[], options: OperationOptions) {
    this.objectClass = objectClass;
    this.attributes = attributes;
    this.options = options;
  }
}

export class DeleteBatchTask {
  readonly objectClass: ObjectClass;
  readonly uid: Uid;
  readonly options: OperationOptions;

  constructor(objectClass: ObjectClass, uid: Uid, options: OperationOptions) {
    this.objectClass = objectClass;
    this.uid = uid;
    this.options = options;
  }
}

export const UPDATE_TYPES = ['UPDATE', 'ADDVALUES', 'REMOVEVALUES'] as const;
export type UpdateType = (typeof UPDATE_TYPES)[number];

export class UpdateBatchTask {
  readonly objectClass: ObjectClass;
  readonly uid: Uid;
  readonly attributes: readonly Attribute[];
  readonly options: OperationOptions;
  readonly type: UpdateType;

  constructor(
    objectClass: ObjectClass,
    uid: Uid,
    attributes: readonly Attribute[],
    options: OperationOptions,
    type: UpdateType,
  ) {
    this.objectClass = objectClass;
    this.uid = uid;
    this.attributes = attributes;
    this.options = options;
    this.type = type;
  }
}

/** A step that was done and has nothing to tell but a message. */
export class BatchEmptyResult {
  readonly message: string | null;
  constructor(message: string | null) {
    this.message = message;
  }
}

/** Names a batch that goes on in the background. */
export class BatchToken {
  readonly tokens: readonly string[];
  readonly queryRequired: boolean;
  readonly asynchronousResults: boolean;
  readonly returnsResults: boolean;

  constructor(
    tokens: readonly string[],
    flags: { queryRequired?: boolean; asynchronousResults?: boolean; returnsResults?: boolean } = {},
  ) {
    this.tokens = tokens;
    this.queryRequired = flags.queryRequired ?? false;
    this.asynchronousResults = flags.asynchronousResults ?? false;
    this.returnsResults = flags.returnsResults ?? true;
  }
}

/** The outcome of one step. */
export class BatchResult {
  readonly resultClass: string | null;
  readonly result: unknown;
  readonly token: BatchToken | null;
  readonly resultId: string | null;
  readonly complete: boolean;
  readonly error: boolean;

  constructor(detail: {
    readonly resultClass: string | null;
    readonly result: unknown;
    readonly token: BatchToken | null;
    readonly resultId: string | null;
    readonly complete: boolean;
    readonly error: boolean;
  }) {
    this.resultClass = detail.resultClass;
    this.result = detail.result;
    this.token = detail.token;
    this.resultId = detail.resultId;
    this.complete = detail.complete;
    this.error = detail.error;
  }
}

export type BatchTask = CreateBatchTask | UpdateBatchTask | DeleteBatchTask;

/** What became of one task of a batch. Outcomes may come in another order than the tasks: `index` tells. */
export class BatchOutcome {
  /** Position of the task among those given, from 0. */
  readonly index: number;
  /** The object's Uid: new after a create, perhaps changed by an update, null after a delete or a failure. */
  readonly uid: Uid | null;
  /** Why this task failed; null when it succeeded. */
  readonly error: Error | null;

  constructor(index: number, uid: Uid | null, error: Error | null = null) {
    this.index = index;
    this.uid = uid;
    this.error = error;
  }
}

/** How a batch ended. */
export interface BatchSummary {
  readonly succeeded: number;
  readonly failed: number;
}
