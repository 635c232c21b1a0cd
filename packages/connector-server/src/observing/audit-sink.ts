import { auditRecord } from '../server/audit-record.js';
import type { CallOutcome, CallRecord } from '../server/call-record.js';
import { LineFile } from './line-file.js';
import type { Logger } from './log/logger.js';
import { Repetitions } from './log/repetitions.js';
import type { Metrics } from './metrics/metrics.js';

const INTO_LOG = 'log';

/**
 * Keeps one record per call: in a file of its own, or in the log. A call is never held back for it: what the file cannot
 * take waits in memory up to a limit, then goes into the log, at whatever level that is.
 */
export class AuditSink {
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #failures = new Repetitions();
  #file: LineFile | undefined;

  private constructor(log: Logger, metrics: Metrics) {
    this.#log = log.child({}, { level: 'info' });
    this.#metrics = metrics;
  }

  /** @throws ConfigurationException for a file that cannot be opened */
  static async open(destination: string, log: Logger, metrics: Metrics): Promise<AuditSink> {
    const sink = new AuditSink(log, metrics);
    if (destination !== INTO_LOG) {
      sink.#file = await LineFile.open(destination, {
        onFailure: (error) => sink.#failed(error),
        onLost: (line) => sink.#divert(JSON.parse(line) as object),
      });
    }
    return sink;
  }

  keep(call: CallRecord, outcome: CallOutcome): void {
    this.#metrics.add('icf_audit_records_total', 1);
    const record = auditRecord(call, outcome);
    if (this.#file) this.#file.write(`${JSON.stringify(record)}\n`);
    else this.#log.info({ event: 'audit', audit: record }, 'An audit record.');
  }

  /** @throws ConfigurationException when the file cannot be opened anew; the former one stays in use */
  async reopen(): Promise<void> {
    await this.#file?.reopen();
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#failures.close();
  }

  #failed(error: Error & { code?: string }): void {
    this.#metrics.add('icf_audit_write_failures_total', 1);
    const tell = (more?: object): void =>
      this.#log.error(
        { event: 'audit.failed', error: error.code ?? error.name, ...more },
        'The audit file cannot be written. Records wait in memory; when too many do, they go into this log.',
      );
    if (this.#failures.isFirst('failed', (repeated) => tell({ repeated }))) tell();
  }

  #divert(record: object): void {
    this.#metrics.add('icf_audit_records_diverted_total', 1);
    this.#log.error(
      { event: 'audit.diverted', audit: record },
      'An audit record that its file did not take.',
    );
  }
}
