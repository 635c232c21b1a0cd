import { ApiError } from '../../errors/api-error.js';
import { batchFaults, bulkErrors, bulkRowErrors } from '../../errors/bulk-errors.js';
import { BulkJob } from '../bulk-job.js';
import type { JobBasics } from '../bulk-job.js';
import { CsvTable } from '../csv/csv-table.js';
import { UploadedTable } from '../csv/uploaded-table.js';
import type { JobRegistry } from '../job-registry.js';
import { bindColumns } from './ingest-columns.js';
import type { IngestColumn } from './ingest-columns.js';
import type { IngestOperation } from './ingest-operation.js';
import { readRecord } from './read-record.js';
import type { UploadedRecord } from './read-record.js';
import { WRITES } from './write-record.js';
import type { IngestTarget } from './write-record.js';

/** One batch is counted for so many rows. */
const BATCH_ROWS = 10_000;

/** Rows that are written as one; no key may occur twice among them. */
const CHUNK_ROWS = 200;

interface Progress {
  readonly columns: readonly IngestColumn[];
  readonly successful: CsvTable;
  readonly failed: CsvTable;
}

/** Rows on their way into the org. The upload is let go of as it is worked off. */
export class IngestJob extends BulkJob {
  override readonly jobType = 'V2Ingest';
  readonly #operation: IngestOperation;
  readonly #target: IngestTarget;
  readonly #jobs: JobRegistry;
  readonly #traits: Readonly<Record<string, string>>;
  #hasData = false;
  readonly #upload: UploadedTable;
  #progress: Progress | null = null;
  #keysOfChunk = new Set<string>();

  /** @param traits what else of its request the job tells: externalIdFieldName, assignmentRuleId */
  constructor(
    basics: JobBasics,
    operation: IngestOperation,
    target: IngestTarget,
    jobs: JobRegistry,
    traits: Readonly<Record<string, string>>,
  ) {
    super(basics, 'Open');
    this.#operation = operation;
    this.#target = target;
    this.#jobs = jobs;
    this.#traits = traits;
    this.#upload = new UploadedTable(basics.dialect);
  }

  /** @throws ApiError for a job that is closed or has its data */
  upload(pieces: readonly Buffer[]): void {
    if (this.state !== 'Open')
      throw bulkErrors.jobState(`Uploading to a job in state ${this.state} is not allowed`);
    if (this.#hasData) {
      throw bulkErrors.input(
        `ClientInputError : Found multiple contents for job: <${this.basics.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
      );
    }
    this.#hasData = true;
    this.#upload.add(pieces);
  }

  /** @throws ApiError INVALIDJOBSTATE for a job that is not open */
  close(): void {
    if (this.state !== 'Open')
      throw bulkErrors.jobState(`Closing a job in state ${this.state} is not allowed`);
    this.moveTo('UploadComplete');
    this.#jobs.start(this);
  }

  protected override work(rows: number): boolean {
    this.#progress ??= this.#begin();
    const { batches, settings } = this.#jobs;
    const intoBatch = this.processed % BATCH_ROWS;
    if (intoBatch === 0 && !this.#upload.isAtEnd && batches.used >= settings.dailyBatches) {
      throw batchFaults.quota();
    }
    const records = this.#upload.readRecords(Math.min(rows, BATCH_ROWS - intoBatch));
    if (!records) return false;
    if (intoBatch === 0 && records.length > 0) batches.add(1);
    this.#writeAll(records, this.#progress);
    return true;
  }

  #begin(): Progress {
    const names = this.#upload.readHeader();
    const { spec, org } = this.#target;
    const { dialect } = this.basics;
    return {
      columns: bindColumns(names, spec, this.#operation, org.catalog),
      successful: new CsvTable(['sf__Id', 'sf__Created', ...names], dialect),
      failed: new CsvTable(['sf__Id', 'sf__Error', ...names], dialect),
    };
  }

  #writeAll(records: readonly string[][], { columns, successful, failed }: Progress): void {
    const done: string[][] = [];
    const refused: string[][] = [];
    for (const values of records) {
      if (this.processed % CHUNK_ROWS === 0) this.#keysOfChunk.clear();
      this.processed += 1;
      const echo = columns.map((_, at) => values[at] ?? '');
      try {
        const { id, created } = this.#write(values, columns);
        done.push([id, String(created), ...echo]);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        refused.push([idOf(values, columns), errorText(error), ...echo]);
      }
    }
    this.failed += refused.length;
    successful.append(done);
    failed.append(refused);
  }

  #write(values: readonly string[], columns: readonly IngestColumn[]) {
    if (values.length !== columns.length) throw bulkRowErrors.columnCount(values.length, columns.length);
    const target = this.#target;
    const { store } = target.org;
    const record = readRecord(values, columns, target.spec, store);
    this.#refuseRepeated(record);
    return store.transaction(() => WRITES[this.#operation](record, target));
  }

  #refuseRepeated({ id, body }: UploadedRecord): void {
    const { key } = this.#target;
    if (!key) return;
    const value = key.type === 'id' ? id : body.values[key.name];
    if (typeof value !== 'string') return;
    const folded = value.toLowerCase();
    if (this.#keysOfChunk.has(folded)) throw bulkRowErrors.repeatedKey(value);
    this.#keysOfChunk.add(folded);
  }

  /** The rows that were written. */
  successful(): Iterable<Buffer> {
    return (
      this.#progress?.successful ?? new CsvTable(['sf__Id', 'sf__Created'], this.basics.dialect)
    ).slice();
  }

  failedRows(): Iterable<Buffer> {
    return (this.#progress?.failed ?? new CsvTable(['sf__Id', 'sf__Error'], this.basics.dialect)).slice();
  }

  /** What an end before time left over, as it was uploaded. */
  unprocessed(): Iterable<Buffer> {
    return this.#upload.rest();
  }

  override brief(): Record<string, unknown> {
    return { ...super.brief(), ...this.#traits };
  }

  /** The job as its creation is answered. */
  created(): Record<string, unknown> {
    const { lineEnding, columnDelimiter } = this.basics.dialect;
    return { ...this.brief(), ...this.#contentUrl(), lineEnding, columnDelimiter };
  }

  override full(): Record<string, unknown> {
    return {
      ...super.full(),
      ...this.#contentUrl(),
      numberRecordsFailed: this.failed,
      apiActiveProcessingTime: this.processingMs,
      apexProcessingTime: 0,
    };
  }

  /** Without a slash in front, as Salesforce gives it; told while data can be uploaded. */
  #contentUrl(): Record<string, string> {
    const { id, version } = this.basics;
    if (this.state !== 'Open') return {};
    return { contentUrl: `services/data/v${version}.0/jobs/ingest/${id}/batches` };
  }
}

/** The id that a refused row was uploaded with. */
function idOf(values: readonly string[], columns: readonly IngestColumn[]): string {
  return values[columns.findIndex(({ field }) => field.type === 'id')] ?? '';
}

/** `CODE:message:fields --` */
function errorText({ elements }: ApiError): string {
  return elements
    .map(({ errorCode, message, fields = [] }) =>
      fields.length === 0 ? `${errorCode}:${message}:--` : `${errorCode}:${message}:${fields.join(', ')} --`,
    )
    .join(';');
}
