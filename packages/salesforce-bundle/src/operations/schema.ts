import {
  ConnectorException,
  SchemaBuilder,
  type OperationName,
  type OperationOptions,
  type Schema,
} from '@icf-ts/framework/spi';
import { withAttachedInfo } from '../attached/attached-schema.js';
import { LIMIT, isLimits, limitClassInfo } from '../limits/limits.js';
import { lookupClassInfo } from '../lookups/lookup-schema.js';
import { LOOKUP_TABLE } from '../lookups/lookup-table.js';
import { frameworkOperations, type ClassOperation } from '../mapping/class-operations.js';
import { objectClassInfo } from '../mapping/describe-to-schema.js';
import { withAccountAttributes } from './account/account-schema.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { text } from '../words/text.js';
import { callContext, type Org } from './operation-context.js';
import { attachedRefs } from './split-attached.js';

/**
 * What the org's own describe says, asked anew: one API call for up to 25 object classes. A built-in class whose objects
 * the org does not have is left out.
 * @throws ConnectorException for a class of the attribute map whose objects the org does not have.
 */
export async function schema(
  org: Org,
  supported: readonly OperationName[],
  options: OperationOptions,
): Promise<Schema> {
  const builder = new SchemaBuilder(supported);
  const sobjects = [...new Set(org.mappings.map(({ sobject }) => sobject))];
  const describes = await org.session.describes.refreshAll(
    sobjects,
    callContext(text('action.describeAll'), options),
  );
  for (const mapping of org.mappings) {
    const described = describes.get(mapping.sobject)!;
    if (described instanceof ConnectorException) {
      if (mapping.isBuiltIn && mapping.deletes === 'row') continue;
      throw described;
    }
    const taken = frameworkOperations(
      mapping.operations.filter((each) => isPossible(each, mapping, described)),
    );
    const only = mapping.deletes === 'deactivate' ? [...taken, ...LOGIN_OPERATIONS] : taken;
    const info = withAttachedInfo(objectClassInfo(described, mapping), attachedRefs(mapping));
    builder.objectClass(withAccountAttributes(info, mapping), { only });
  }
  for (const lookup of LOOKUP_TABLE)
    builder.objectClass(lookupClassInfo(lookup), { only: ['get', 'search', 'count'] });
  if (isLimits(LIMIT, org.mappings))
    builder.objectClass(limitClassInfo(), { only: ['get', 'search', 'count'] });
  return builder
    .option('attributesToGet', 'search', 'get', 'sync')
    .option('returnDefaultAttributes', 'search', 'get', 'sync')
    .option('pageSize', 'search')
    .option('pagedResultsCookie', 'search')
    .option('pagedResultsOffset', 'search')
    .option('sortKeys', 'search')
    .build();
}

/** Only accounts log in. */
const LOGIN_OPERATIONS: readonly OperationName[] = ['authenticate', 'resolveUsername'];

interface Abilities {
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly queryable: boolean;
}

/** Whether the org lets the connector's user do it. */
function isPossible(operation: ClassOperation, { deletes }: ObjectMapping, described: Abilities): boolean {
  switch (operation) {
    case 'create':
      return described.createable;
    case 'update':
      return described.updateable;
    case 'delete':
      return deletes === 'deactivate' ? described.updateable : described.deletable;
    default:
      return described.queryable;
  }
}
