export const INGEST_OPERATIONS = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;

export type IngestOperation = (typeof INGEST_OPERATIONS)[number];
