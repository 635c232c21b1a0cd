import { ApiError } from '../../errors/api-error.js';
import { batchFaults, bulkErrors, bulkRowErrors } from '../../errors/bulk-errors.js';
import { BulkJob } from '../bulk-job.js';
import type { JobBasics } from '../bulk-job.js';
import { CsvTable } from '../csv/csv-table.js';
import { parseCsv } from '../csv/parse-csv.js';
import { RecordSlicer, RecordTooLong } from '../csv/record-slicer.js';
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
  #header: Buffer = Buffer.alloc(0);
  #hasData = false;
  readonly #pieces: Buffer[] = [];
  readonly #upload: RecordSlicer;
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
    this.#upload = new RecordSlicer(this.#pieces, basics.dialect);
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
    this.#pieces.push(...pieces);
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
    const slice = this.#take(this.#upload, Math.min(rows, BATCH_ROWS - intoBatch));
    if (!slice) return false;
    const records = this.#parse(slice);
    if (intoBatch === 0 && records.length > 0) {
      if (batches.used >= settings.dailyBatches) throw this.#leave(slice, batchFaults.quota());
      batches.add(1);
    }
    const { successful, failed, columns } = this.#progress;
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
        refused.push([this.#knownId(values, columns), errorText(error), ...echo]);
      }
    }
    this.failed += refused.length;
    successful.append(done);
    failed.append(refused);
    return true;
  }

  #begin(): Progress {
    const { dialect } = this.basics;
    // By its first line feed, whatever the job says of its lines, to tell when that is wrong.
    const header = this.#take(new RecordSlicer(this.#pieces, { lineEnding: 'LF' }), 1);
    if (!header) throw batchFaults.noHeader();
    this.#header = header;
    if (header.includes('\r\n') !== (dialect.lineEnding === 'CRLF') && header.includes('\n')) {
      throw batchFaults.lineEnding(dialect.lineEnding);
    }
    const [names] = this.#parse(header);
    if (!names) throw batchFaults.noHeader();
    const { spec, org } = this.#target;
    return {
      columns: bindColumns(names, spec, this.#operation, org.catalog),
      successful: new CsvTable(['sf__Id', 'sf__Created', ...names], dialect),
      failed: new CsvTable(['sf__Id', 'sf__Error', ...names], dialect),
    };
  }

  #take(upload: RecordSlicer, records: number): Buffer | null {
    try {
      return upload.take(records);
    } catch (error) {
      throw error instanceof RecordTooLong ? batchFaults.recordTooLong() : error;
    }
  }

  #parse(slice: Buffer): readonly string[][] {
    try {
      return parseCsv(slice, this.basics.dialect);
    } catch (error) {
      const fault = batchFaults.unreadable(error instanceof Error ? error.message : String(error));
      throw slice === this.#header ? fault : this.#leave(slice, fault);
    }
  }

  /** Puts a slice back among the unprocessed, because the job ends at it. */
  #leave(slice: Buffer, fault: Error): Error {
    this.#pieces.unshift(slice);
    return fault;
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

  #knownId(values: readonly string[], columns: readonly IngestColumn[]): string {
    return values[columns.findIndex(({ field }) => field.type === 'id')] ?? '';
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
    return [this.#header, ...this.#pieces];
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

/** `CODE:message:fields --` */
function errorText({ elements }: ApiError): string {
  return elements
    .map(({ errorCode, message, fields = [] }) =>
      fields.length === 0 ? `${errorCode}:${message}:--` : `${errorCode}:${message}:${fields.join(', ')} --`,
    )
    .join(';');
}
