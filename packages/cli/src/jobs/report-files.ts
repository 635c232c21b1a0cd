import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  htmlReport,
  jsonReport,
  runReport,
  textReport,
  type Database,
  type JobDefinition,
  type ReportForm,
  type RunReport,
} from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import type { Terminal } from '../terminal/terminal.js';

/** The one table of forms: how a report is written in each. */
export const REPORT_WRITERS: Readonly<Record<ReportForm, (report: RunReport) => AsyncIterable<string>>> = {
  html: htmlReport,
  json: jsonReport,
  txt: textReport,
};

/** The form that a file's name asks for. @throws CliProblem */
export function formOf(file: string): ReportForm {
  const form = extname(file).slice(1).toLowerCase();
  if (Object.hasOwn(REPORT_WRITERS, form)) return form as ReportForm;
  const known = Object.keys(REPORT_WRITERS)
    .map((name) => `.${name}`)
    .join(', ');
  throw new CliProblem(
    'usage',
    `A report cannot be written to '${file}': its name must end in one of ${known}.`,
  );
}

/** Writes the report of a run to a file, and answers its path. */
export async function writeReport(database: Database, run: string, file: string): Promise<string> {
  const path = resolve(file);
  await mkdir(dirname(path), { recursive: true });
  const report = await runReport(database, run);
  await pipeline(Readable.from(REPORT_WRITERS[formOf(file)](report)), createWriteStream(path));
  return path;
}

/** Prints the report of a run, at the reader's pace. */
export async function printReport(
  database: Database,
  run: string,
  form: ReportForm,
  terminal: Terminal,
): Promise<void> {
  for await (const piece of REPORT_WRITERS[form](await runReport(database, run))) {
    terminal.write(piece);
    await terminal.ready();
  }
}

/** Writes the reports that a job wants of each run, and answers their paths. */
export async function writeJobReports(
  database: Database,
  { name, reports }: Pick<JobDefinition, 'name' | 'reports'>,
  run: string,
  base: string,
): Promise<readonly string[]> {
  if (!reports) return [];
  const folder = resolve(base, reports.folder);
  return Promise.all(
    reports.forms.map((form) => writeReport(database, run, join(folder, `${name}-${run}.${form}`))),
  );
}
