import { BulkJob } from '../bulk-job.js';
import type { JobBasics } from '../bulk-job.js';
import { CsvTable } from '../csv/csv-table.js';
import type { TableQuery } from './run-table-query.js';

/** Rows on their way out of the org: which, is decided at the start; what they say, when their turn comes. */
export class QueryJob extends BulkJob {
  override readonly jobType = 'V2Query';
  readonly table: CsvTable;
  #query: TableQuery | null;

  constructor(basics: JobBasics, query: TableQuery) {
    super(basics, 'UploadComplete');
    this.#query = query;
    this.table = new CsvTable(query.columns, basics.dialect);
  }

  protected override work(rows: number): boolean {
    if (!this.#query) return false;
    const { rows: all, record } = this.#query;
    const slice = all.slice(this.processed, this.processed + rows);
    this.table.append(slice.map(record));
    this.processed += slice.length;
    if (this.processed < all.length) return true;
    this.#query = null;
    return false;
  }

  /** The job as its creation is answered. */
  created(): Record<string, unknown> {
    const { lineEnding, columnDelimiter } = this.basics.dialect;
    return { ...this.brief(), lineEnding, columnDelimiter };
  }
}
