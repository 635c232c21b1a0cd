import { INGEST_RESOURCES } from '../bulk/ingest/ingest-resources.js';
import { QUERY_JOB_RESOURCES } from '../bulk/query/query-job-resources.js';
import { ANONYMOUS_APEX } from './anonymous-apex.js';
import { BATCH_RESOURCES } from './composite/batch-resource.js';
import { COLLECTION_RESOURCES } from './composite/collection-resources.js';
import { COMPOSITE_RESOURCES } from './composite/composite-resource.js';
import { GRAPH_RESOURCES } from './composite/graph-resource.js';
import { TREE_RESOURCES } from './composite/tree-resource.js';
import { DESCRIBE_RESOURCES } from './describe-resources.js';
import { KEY_RESOURCES } from './key-resources.js';
import { PASSWORD_RESOURCES } from './password-resource.js';
import { QUERY_RESOURCES } from './query-resources.js';
import { REPLICATION_RESOURCES } from './replication-resources.js';
import type { RestResource } from './rest-call.js';
import { ROOT_RESOURCES } from './root-resources.js';
import { Router } from './router.js';
import { ROW_RESOURCES } from './row-resources.js';

/** Every resource below `/services/data/vXX.0`. */
const RESOURCES: readonly RestResource[] = [
  ...ROOT_RESOURCES,
  ...DESCRIBE_RESOURCES,
  ...QUERY_RESOURCES,
  ...ROW_RESOURCES,
  ...KEY_RESOURCES,
  ...REPLICATION_RESOURCES,
  ...COMPOSITE_RESOURCES,
  ...COLLECTION_RESOURCES,
  ...BATCH_RESOURCES,
  ...TREE_RESOURCES,
  ...GRAPH_RESOURCES,
  ANONYMOUS_APEX,
  ...PASSWORD_RESOURCES,
  ...INGEST_RESOURCES,
  ...QUERY_JOB_RESOURCES,
];

export const RESOURCE_ROUTER = new Router(RESOURCES);
