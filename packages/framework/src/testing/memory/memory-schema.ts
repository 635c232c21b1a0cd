import { ObjectClass } from '../../common/object-class.js';
import { SchemaBuilder } from '../../common/schema/schema-builder.js';
import type { Schema } from '../../common/schema/schema.js';
import { OPERATION_NAMES, type OperationName } from '../../common/operations.js';
import { MEMORY_CLASSES } from './memory-classes.js';

/** Groups have no password, so nobody logs in as one. */
const FOR_ACCOUNTS: readonly OperationName[] = ['authenticate'];
const FOR_ALL = OPERATION_NAMES.filter((name) => !FOR_ACCOUNTS.includes(name));

export function memorySchema(supported: readonly OperationName[]): Schema {
  const builder = new SchemaBuilder(supported);
  for (const { info } of MEMORY_CLASSES) {
    builder.objectClass(info, info.type === ObjectClass.ACCOUNT.type ? {} : { only: FOR_ALL });
  }
  return builder
    .option('attributesToGet', 'search', 'get', 'sync', 'liveSync')
    .option('returnDefaultAttributes', 'search', 'get', 'sync', 'liveSync')
    .option('pageSize', 'search')
    .option('pagedResultsCookie', 'search')
    .option('pagedResultsOffset', 'search')
    .option('sortKeys', 'search')
    .build();
}
