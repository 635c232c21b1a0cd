import type { PicklistValue } from './picklist.js';

interface Country {
  readonly label: string;
  readonly states: Readonly<Record<string, string>>;
}

function states(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(';').map((entry) => [entry.slice(0, 2), entry.slice(3)]));
}

/** The countries an org with state and country picklists has configured, by code. */
export const COUNTRIES: Readonly<Record<string, Country>> = {
  CA: {
    label: 'Canada',
    states: states(
      'AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NT Northwest Territories;NS Nova Scotia;NU Nunavut;ON Ontario;PE Prince Edward Island;QC Quebec;SK Saskatchewan;YT Yukon Territories',
    ),
  },
  MX: {
    label: 'Mexico',
    states: states(
      'AG Aguascalientes;BC Baja California;BS Baja California Sur;CM Campeche;CS Chiapas;CH Chihuahua;CO Coahuila;CL Colima;DG Durango;DF Federal District;GT Guanajuato;GR Guerrero;HG Hidalgo;JA Jalisco;ME Mexico State;MI Michoacán;MO Morelos;NA Nayarit;NL Nuevo León;OA Oaxaca;PB Puebla;QE Querétaro;QR Quintana Roo;SL San Luis Potosí;SI Sinaloa;SO Sonora;TB Tabasco;TM Tamaulipas;TL Tlaxcala;VE Veracruz;YU Yucatán;ZA Zacatecas',
    ),
  },
  US: {
    label: 'United States',
    states: states(
      'AL Alabama;AK Alaska;AS American Samoa;AZ Arizona;AR Arkansas;AA Armed Forces Americas;AE Armed Forces Europe;AP Armed Forces Pacific;CA California;CO Colorado;CT Connecticut;DE Delaware;DC District of Columbia;FM Federated Micronesia;FL Florida;GA Georgia;GU Guam;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MH Marshall Islands;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;MP Northern Mariana Islands;OH Ohio;OK Oklahoma;OR Oregon;PW Palau;PA Pennsylvania;PR Puerto Rico;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UM United States Minor Outlying Islands;VI US Virgin Islands;UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming',
    ),
  },
};

export const DEFAULT_COUNTRY_CODE = 'US';

export const COUNTRY_PICKLIST: readonly PicklistValue[] = Object.entries(COUNTRIES).map(
  ([value, country]) => ({
    value,
    label: country.label,
    isDefault: value === DEFAULT_COUNTRY_CODE,
    validFor: null,
  }),
);

/** A state code occurs once for each country that has it (`BC` is Canadian and Mexican). */
export const STATE_PICKLIST: readonly PicklistValue[] = Object.values(COUNTRIES)
  .flatMap((country, index) =>
    Object.entries(country.states).map(([value, label]) => ({
      value,
      label,
      isDefault: false,
      validFor: controllerBits(index),
    })),
  )
  .sort((a, b) => a.label.localeCompare(b.label, 'en'));

/** `validFor` is a base64 bitmap over the controlling picklist, its first value in the highest bit. */
function controllerBits(index: number): string {
  const bits = Buffer.alloc(3);
  bits[index >> 3] = 0x80 >> (index & 7);
  return bits.toString('base64');
}
