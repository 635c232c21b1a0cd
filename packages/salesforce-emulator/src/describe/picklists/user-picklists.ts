import { picklist } from './picklist.js';

/** Real rows hold further user types (AutomatedProcess, CloudIntegrationUser): the describe does not list them. */
export const USER_TYPES = picklist(
  'Standard',
  'PowerPartner=Partner',
  'PowerCustomerSuccess=Customer Portal Manager',
  'CustomerSuccess=Customer Portal User',
  'Guest',
  'CspLitePortal=High Volume Portal',
  'CsnOnly=CSN Only',
  'SelfService=Self Service',
);

export const LANGUAGES = picklist(
  'en_US=English',
  'de=German',
  'es=Spanish',
  'fr=French',
  'it=Italian',
  'ja=Japanese',
  'sv=Swedish',
  'ko=Korean',
  'zh_TW=Chinese (Traditional)',
  'zh_CN=Chinese (Simplified)',
  'pt_BR=Portuguese (Brazil)',
  'nl_NL=Dutch',
  'da=Danish',
  'th=Thai',
  'fi=Finnish',
  'ru=Russian',
  'es_MX=Spanish (Mexico)',
  'no=Norwegian',
);

export const EMAIL_ENCODINGS = picklist(
  'UTF-8=Unicode (UTF-8)',
  'ISO-8859-1=General US & Western Europe (ISO-8859-1, ISO-LATIN-1)',
  'Shift_JIS=Japanese (Shift-JIS)',
  'ISO-2022-JP=Japanese (JIS)',
  'EUC-JP=Japanese (EUC)',
  'ks_c_5601-1987=Korean (ks_c_5601-1987)',
  'Big5=Traditional Chinese (Big5)',
  'GB2312=Simplified Chinese (GB2312)',
  'Big5-HKSCS=Traditional Chinese Hong Kong (Big5-HKSCS)',
  'x-SJIS_0213=Japanese (Shift-JIS_2004)',
);

export const GEOCODE_ACCURACIES = picklist(
  'Address',
  'NearAddress',
  'Block',
  'Street',
  'ExtendedZip',
  'Zip',
  'Neighborhood',
  'City',
  'County',
  'State',
  'Unknown',
);

export const DIGEST_FREQUENCIES = picklist('D=Daily', 'W=Weekly', '*N=Never');

export const GROUP_NOTIFICATION_FREQUENCIES = picklist(
  'P=Email on Each Post',
  'D=Daily Digests',
  'W=Weekly Digests',
  '*N=Never',
);

export const CURRENCIES = picklist('CAD=Canadian Dollar', 'EUR=Euro', '*USD=U.S. Dollar');
