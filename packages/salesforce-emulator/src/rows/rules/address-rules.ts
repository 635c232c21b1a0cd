import { COUNTRIES, DEFAULT_COUNTRY_CODE } from '../../describe/picklists/countries.js';
import { rowErrors } from '../../errors/row-errors.js';
import type { FieldValues, Row } from '../../record/row.js';

/**
 * Keeps country and state names and codes in step, as orgs with state and country picklists do: either may be
 * written, the other follows, and only configured countries and states are accepted.
 *
 * @param row the row before the write, or null on create
 */
export function alignAddress(values: FieldValues, row: Row | null): void {
  if (row === null && values.Country === undefined) values.CountryCode ??= DEFAULT_COUNTRY_CODE;
  const touched = ['Country', 'CountryCode', 'State', 'StateCode'].some((name) => name in values);
  if (!touched) return;
  const countryCode = codeOf('Country', values, row, labels(COUNTRIES));
  values.CountryCode = countryCode;
  values.Country = countryCode === null ? null : (COUNTRIES[countryCode]?.label ?? null);
  const states = countryCode === null ? {} : (COUNTRIES[countryCode]?.states ?? {});
  const stateCode = codeOf('State', values, row, states);
  values.StateCode = stateCode;
  values.State = stateCode === null ? null : (states[stateCode] ?? null);
}

function labels(countries: typeof COUNTRIES): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(countries).map(([code, { label }]) => [code, label]));
}

/** The code that results from the write: the code given, else that of the name given, else the present one. */
function codeOf(
  kind: 'Country' | 'State',
  values: FieldValues,
  row: Row | null,
  names: Readonly<Record<string, string>>,
): string | null {
  const codeField = `${kind}Code`;
  const field = codeField in values ? codeField : kind in values ? kind : null;
  const given = field === null ? (row?.[codeField] ?? null) : (values[field] ?? null);
  if (given === null) return null;
  const text = String(given).toLowerCase();
  const found = Object.entries(names).find(
    ([code, name]) => code.toLowerCase() === text || name.toLowerCase() === text,
  );
  if (found) return found[0];
  const noun = kind === 'Country' ? 'country/territory' : 'state/province';
  throw rowErrors.integrity(
    `There's a problem with this ${kind.toLowerCase()}, even though it may appear correct. Please select a ${noun} from the list of valid ones.: ${field ?? codeField}`,
    [field ?? codeField],
  );
}
