import type { PicklistValue } from './picklist.js';

/** Language, then the regions (with variant) it is offered for: `af ZA` is the locale `af_ZA`. */
// prettier-ignore
const LOCALES = [
  'af ZA', 'sq AL', 'am ET', 'ar DZ BH EG IQ JO KW LB LY MA OM QA SA SD SY TN AE YE', 'hy AM', 'az AZ',
  'bn BD IN', 'eu ES', 'be BY', 'bs BA', 'bg BG', 'my MM', 'ca ES',
  'zh CN_PINYIN CN_STROKE CN HK_STROKE HK MO MY SG TW_STROKE TW', 'hr HR', 'cs CZ', 'da DK', 'nl AW BE NL SR',
  'dz BT',
  'en AG AU BS BB BE BZ BM BW CM CA KY CY ER SZ FK FJ GM DE GH GI GY HK IN ID IE IL JM KE LR MG MW MY MT MU NA',
  'en NL NZ NG PK PG PH RW WS SC SL SG SX SB ZA SH TZ TO TT UG AE GB US VU', 'et EE', 'fi FI',
  'fr BE CA KM FR GN HT LU MR MC MA CH WF', 'ka GE', 'de AT BE DE LU CH', 'el CY GR', 'gu IN', 'ht HT US',
  'haw US', 'iw IL', 'hi IN', 'hmn US', 'hu HU', 'is IS', 'in ID', 'ga IE', 'it IT CH', 'ja JP', 'kl GL',
  'kn IN', 'kk KZ', 'km KH', 'ko KP KR', 'ky KG', 'lo LA', 'lv LV', 'lt LT', 'lu CD', 'lb LU', 'mk MK',
  'ms BN MY', 'ml IN', 'mt MT', 'mr IN', 'sh ME_USD ME', 'ne NP', 'no NO', 'ps AF', 'fa IR', 'pl PL',
  'pt AO BR CV MZ PT ST', 'pa IN', 'ro MD RO', 'rm CH', 'rn BI', 'ru AM BY KZ KG LT MD PL RU UA', 'sm WS US',
  'sr BA CS', 'sh BA CS', 'sr RS', 'sk SK', 'sl SI', 'so DJ SO',
  'es AR BO CL CO CR CU DO EC SV GT HN MX NI PA PY PE PR ES US UY VE', 'sw KE', 'sv SE', 'tl PH', 'tg TJ',
  'ta IN LK', 'te IN', 'mi NZ', 'th TH', 'ti ET', 'tr TR', 'uk UA', 'ur PK', 'uz LATN_UZ', 'vi VN', 'cy GB',
  'xh ZA', 'ji US', 'yo BJ', 'zu ZA',
] as const;

/** Where the label is not what CLDR calls the locale. */
const LABELS: Readonly<Record<string, string>> = {
  sh_ME: 'Montenegrin (Montenegro)',
  sh_ME_USD: 'Montenegrin (Montenegro, USD)',
  sh_BA: 'Serbian (Latin) (Bosnia and Herzegovina)',
  sh_CS: 'Serbian (Latin) (Serbia)',
  sr_BA: 'Serbian (Cyrillic) (Bosnia and Herzegovina)',
  sr_CS: 'Serbian (Cyrillic) (Serbia)',
  tl_PH: 'Tagalog (Philippines)',
  mi_NZ: 'Te reo (New Zealand)',
  uz_LATN_UZ: 'Uzbek (Latin, Uzbekistan)',
};

const ORDERING: Readonly<Record<string, string>> = { PINYIN: 'Pinyin Ordering', STROKE: 'Stroke Ordering' };

let locales: readonly PicklistValue[] | undefined;

/** The values of LocaleSidKey with Salesforce's underscore form of each locale. */
export function localePicklist(): readonly PicklistValue[] {
  if (locales) return locales;
  const names = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' });
  locales = LOCALES.flatMap((line) => {
    const [language, ...regions] = line.split(' ') as [string, ...string[]];
    return regions.map((region) => {
      const value = `${language}_${region}`;
      return {
        value,
        label: LABELS[value] ?? cldrLabel(names, language, region),
        isDefault: false,
        validFor: null,
      };
    });
  });
  return locales;
}

function cldrLabel(names: Intl.DisplayNames, language: string, region: string): string {
  const [country, variant] = region.split('_');
  const label = names.of(`${language}-${country ?? ''}`) ?? region;
  return variant ? label.replace(/\)$/, `, ${ORDERING[variant] ?? variant})`) : label;
}
