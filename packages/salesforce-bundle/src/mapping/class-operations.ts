import type { OperationName } from '@icf-ts/framework/spi';

/** What a class may be asked to do, and the operations of the framework behind each word. */
const OPERATIONS_OF = {
  create: ['create'],
  update: ['update', 'updateDelta'],
  delete: ['delete'],
  search: ['search', 'get', 'count'],
  sync: ['sync', 'liveSync'],
} as const satisfies Record<string, readonly OperationName[]>;

export type ClassOperation = keyof typeof OPERATIONS_OF;
export const OPERATIONS = Object.keys(OPERATIONS_OF) as ClassOperation[];
export const READ_ONLY: readonly ClassOperation[] = ['search', 'sync'];

/** `deactivate` where Salesforce deletes no rows, as of users. */
export const DELETE_RULES = ['row', 'deactivate'] as const;
export type DeleteRule = (typeof DELETE_RULES)[number];

/** The framework's names of the operations that a class takes. */
export const frameworkOperations = (operations: readonly ClassOperation[]): readonly OperationName[] =>
  operations.flatMap((operation) => OPERATIONS_OF[operation]);
