import { Ajv, type ValidateFunction } from 'ajv';
import { JOB_SCHEMA, type JobDocument } from './job-schema.js';

export const validateJob: ValidateFunction<JobDocument> = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  strictTypes: false,
  verbose: true,
}).compile<JobDocument>(JOB_SCHEMA);
