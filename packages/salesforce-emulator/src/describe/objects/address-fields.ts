import type { RestValue, Row } from '../../record/row.js';
import { field } from '../field-spec.js';
import type { FieldSpec } from '../field-spec.js';
import { COUNTRY_PICKLIST, DEFAULT_COUNTRY_CODE, STATE_PICKLIST } from '../picklists/countries.js';
import { GEOCODE_ACCURACIES } from '../picklists/user-picklists.js';

const compound = 'Address';
const feature = 'stateCountryPicklists';

const PARTS = [
  ['city', 'City'],
  ['country', 'Country'],
  ['countryCode', 'CountryCode'],
  ['geocodeAccuracy', 'GeocodeAccuracy'],
  ['latitude', 'Latitude'],
  ['longitude', 'Longitude'],
  ['postalCode', 'PostalCode'],
  ['state', 'State'],
  ['stateCode', 'StateCode'],
  ['street', 'Street'],
] as const;

/** The compound value, or null when no part is set. The codes appear only where the org has them. */
function address(row: Row): RestValue {
  const parts = PARTS.filter(([key]) => !key.endsWith('Code') || key === 'postalCode' || row.CountryCode);
  if (parts.every(([, name]) => (row[name] ?? null) === null)) return null;
  return Object.fromEntries(parts.map(([key, name]) => [key, row[name] ?? null]));
}

/** Street to Address, as User and Organization have them; `flags` are those of the writable parts. */
export function addressFields(flags: string): readonly FieldSpec[] {
  const geo = flags.replace('G', '');
  return [
    field('Street', 'textarea(255)', flags, 'Street', { compound, extra: 'plaintextarea' }),
    field('City', 'string(40)', flags, 'City', { compound }),
    field('State', 'string(80)', flags, 'State/Province', { compound }),
    field('PostalCode', 'string(20)', flags, 'Zip/Postal Code', { compound }),
    field('Country', 'string(80)', flags, 'Country', { compound }),
    field('StateCode', 'picklist(10)', flags, 'State/Province Code', {
      compound,
      feature,
      controller: 'CountryCode',
      picklist: () => STATE_PICKLIST,
    }),
    field('CountryCode', 'picklist(10)', `${flags}D`, 'Country Code', {
      compound,
      feature,
      defaultValue: DEFAULT_COUNTRY_CODE,
      picklist: () => COUNTRY_PICKLIST,
    }),
    field('Latitude', 'double(18,15)', geo, 'Latitude', { compound }),
    field('Longitude', 'double(18,15)', geo, 'Longitude', { compound }),
    field('GeocodeAccuracy', 'picklist(40)', flags, 'Geocode Accuracy', {
      compound,
      picklist: () => GEOCODE_ACCURACIES,
    }),
    field('Address', 'address', 'NF', 'Address', { compute: address }),
  ];
}
