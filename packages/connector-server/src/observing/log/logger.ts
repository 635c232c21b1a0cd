import { pino, type Logger } from 'pino';
import { LineFile } from '../line-file.js';
import type { Metrics } from '../metrics/metrics.js';
import { OBSERVATION_DEFAULTS, type LogLevel } from '../observation-settings.js';
import { prettyLine } from './pretty-line.js';
import { Repetitions } from './repetitions.js';

export type { Logger } from 'pino';

/** A logger of JSON lines, or of lines for people. It neither owns nor closes what it writes to. */
export const makeLogger = (
  output: { write(line: string): void },
  { level = OBSERVATION_DEFAULTS.level, pretty = false }: { level?: LogLevel; pretty?: boolean } = {},
): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pretty ? { write: (line) => output.write(prettyLine(line)) } : output,
  );

/** What the log is written to. Its own troubles go to the process's warnings: where else? */
export async function openLogFile(destination: string | undefined, metrics: Metrics): Promise<LineFile> {
  const failures = new Repetitions();
  return LineFile.open(destination, {
    onFailure: (error) => {
      metrics.add('icf_log_write_failures_total', 1);
      const tell = (): void => process.emitWarning(`The log cannot be written: ${error.message}`);
      if (failures.isFirst('', tell)) tell();
    },
    onLost: () => metrics.add('icf_log_lines_lost_total', 1),
  });
}
