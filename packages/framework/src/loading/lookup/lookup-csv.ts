import { IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { LookupDefinition } from '../../common/lookup/lookup-definition.js';
import { csvRecord, csvRecords, type CsvField } from './csv.js';
import { lookupOfRows, type LookupFileDefaults, type LookupRow } from './lookup-rows.js';
import { failAt, type FailAt } from './text-position.js';

const COLUMNS = ['code', 'decode'];
/** Only in files that have such entries, so that the others stay what every spreadsheet writes. */
const VANISHED = 'vanished';
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Reads a lookup from CSV with the header `code,decode`, in UTF-8, with or without a byte-order mark. Everything else
 * about the lookup comes from `defaults`.
 * @throws ConfigurationException naming file, line and column.
 */
export function parseLookupCsv(
  text: string,
  file: string,
  defaults: LookupFileDefaults & { readonly name: string },
): LookupDefinition {
  const body = text.replace(/^\uFEFF/, '');
  const fail = failAt(file, body);
  const records = csvRecords(body, fail);
  const header = records.next();
  const columns = header.done ? [] : header.value.map((field) => field.text.trim().toLowerCase());
  if (![COLUMNS, [...COLUMNS, VANISHED]].some((known) => known.join() === columns.join())) {
    throw fail(0, `The first line must be ${COLUMNS.join()} or ${COLUMNS.join()},${VANISHED}.`);
  }
  const rows = [...records].map((record) => rowOf(record, columns, fail));
  return lookupOfRows(body, defaults, rows, fail);
}

function rowOf(record: readonly CsvField[], columns: readonly string[], fail: FailAt): LookupRow {
  const [code, decode, mark] = record;
  if (record.length !== columns.length || !code || !decode) {
    throw fail(
      record[Math.min(record.length - 1, columns.length)]!.offset,
      `A line must have ${columns.length} fields (${columns.join()}), but this one has ${record.length}.`,
    );
  }
  if (mark && mark.text !== '' && mark.text !== VANISHED) {
    throw fail(mark.offset, `The third field must be '${VANISHED}' or empty, not '${mark.text}'.`);
  }
  return { entry: [code.text, decode.text], offset: code.offset, vanished: mark?.text === VANISHED };
}

/**
 * The entries as CSV. Texts are data and stay as they are, also those that a spreadsheet would take for a formula
 * (`=`, `+`, `-`, `@`): an apostrophe before them would be part of the code the next time the file is read.
 * @throws IllegalArgumentException for a text that UTF-8 cannot hold; YAML can.
 */
export function formatLookupCsv(lookup: LookupDefinition): string {
  const marks = lookup.vanished.length > 0;
  let text = csvRecord(marks ? [...COLUMNS, VANISHED] : COLUMNS);
  for (const [code, decode] of lookup) {
    if (LONE_SURROGATE.test(code) || LONE_SURROGATE.test(decode)) {
      throw new IllegalArgumentException(
        `Lookup ${lookup.name}: the entry of ${JSON.stringify(code)} holds half a UTF-16 pair, which CSV cannot hold. Save it as YAML.`,
      );
    }
    text += csvRecord([code, decode, ...(marks ? [lookup.isVanished(code) ? VANISHED : ''] : [])]);
  }
  return text;
}
