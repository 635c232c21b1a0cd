import {
  ConnectorException,
  SchemaBuilder,
  sameName,
  type OperationName,
  type OperationOptions,
  type Schema,
} from '@icf-ts/framework/spi';
import { isRefusal } from '../errors/salesforce-errors.js';
import { withAttachedInfo } from '../attached/attached-schema.js';
import { LIMIT, isLimits, limitClassInfo } from '../limits/limits.js';
import { lookupClassInfo } from '../lookups/lookup-schema.js';
import { LOOKUP_TABLE } from '../lookups/lookup-table.js';
import { frameworkOperations, type ClassOperation } from '../mapping/class-operations.js';
import { objectClassInfo, type ClassesOf } from '../mapping/describe-to-schema.js';
import { withAccountAttributes } from './account/account-schema.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { warn } from '../session/warnings.js';
import { text } from '../words/text.js';
import { callContext, type Org } from './operation-context.js';
import { attachedRefs } from './split-attached.js';

/**
 * What the org's own describe says, asked anew: one API call for up to 25 object classes. A class whose objects the org
 * does not have is left out; of one that the attribute map has asked for there is a warning.
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
  const classesOf = classesOfSobjects(org);
  for (const mapping of org.mappings) {
    const described = describes.get(mapping.sobject)!;
    if (described instanceof ConnectorException) {
      if (mapping.deletes === 'deactivate' || !(mapping.isBuiltIn || isUnknown(described))) throw described;
      if (!mapping.isBuiltIn) warnOfUnknown(mapping);
      continue;
    }
    const taken = frameworkOperations(
      mapping.operations.filter((each) => isPossible(each, mapping, described)),
    );
    const only = mapping.deletes === 'deactivate' ? [...taken, ...LOGIN_OPERATIONS] : taken;
    const info = withAttachedInfo(
      objectClassInfo(described, mapping, classesOf),
      attachedRefs(mapping),
      classesOf,
    );
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

const isUnknown = (error: ConnectorException): boolean => isRefusal(error, 'NOT_FOUND', /(?:)/);

/** The other classes are none the worse for it; who uses this one is told by an error. */
const warnOfUnknown = ({ objectClass, sobject }: ObjectMapping): void =>
  warn('UNKNOWN_SOBJECT', text('fault.unknownSobject', objectClass, sobject));

/** Several classes may show rows of one sObject: those of the same rows, where a condition tells them. */
const classesOfSobjects =
  ({ mappings }: Org): ClassesOf =>
  (sobject, where) => {
    const all = mappings.filter((mapping) => sameName(mapping.sobject, sobject));
    const same = all.filter((mapping) => where !== undefined && mapping.where === where);
    const classes = (same.length > 0 ? same : all).map(({ objectClass }) => objectClass);
    return classes.length > 0 ? classes : [sobject];
  };

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
