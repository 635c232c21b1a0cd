import { SchemaBuilder, type OperationName, type OperationOptions, type Schema } from '@icf-ts/framework/spi';
import { withAttachedInfo } from '../attached/attached-schema.js';
import { objectClassInfo } from '../mapping/describe-to-schema.js';
import { callContext, type Org } from './operation-context.js';
import { attachedRefs } from './split-attached.js';

/** What the org's own describe says, asked anew: one API call for each object class. */
export async function schema(
  org: Org,
  supported: readonly OperationName[],
  options: OperationOptions,
): Promise<Schema> {
  const builder = new SchemaBuilder(supported);
  for (const mapping of org.mappings) {
    const described = await org.session.describes.refresh(
      mapping.sobject,
      callContext(`describe ${mapping.sobject}`, options),
    );
    builder.objectClass(withAttachedInfo(objectClassInfo(described, mapping), attachedRefs(mapping)));
  }
  return builder
    .option('attributesToGet', 'search', 'get', 'sync')
    .option('returnDefaultAttributes', 'search', 'get', 'sync')
    .option('pageSize', 'search')
    .option('pagedResultsCookie', 'search')
    .option('pagedResultsOffset', 'search')
    .option('sortKeys', 'search')
    .build();
}
