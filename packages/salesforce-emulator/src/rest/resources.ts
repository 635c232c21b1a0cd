import { INGEST_RESOURCES } from '../bulk/ingest/ingest-resources.js';
import { QUERY_JOB_RESOURCES } from '../bulk/query/query-job-resources.js';
import { DESCRIBE_RESOURCES } from './describe-resources.js';
import { PASSWORD_RESOURCES } from './password-resource.js';
import { QUERY_RESOURCES } from './query-resources.js';
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
  ...PASSWORD_RESOURCES,
  ...INGEST_RESOURCES,
  ...QUERY_JOB_RESOURCES,
];

export const RESOURCE_ROUTER = new Router(RESOURCES);
