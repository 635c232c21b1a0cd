import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import type { Session } from '../identity/session-registry.js';
import type { Row, StoredValue } from '../record/row.js';
import type { XmlContent } from '../xml/xml-text.js';

const ATTACHMENT_BYTES = 26_214_400;

/** The value, or null for a field that a row does not have. */
const orNull = (value: StoredValue | undefined): StoredValue => value ?? null;

/** The result of `getUserInfo`, which `login` answers too. */
export function userInfo(org: OrgState, user: Row): XmlContent {
  const organization = org.store.table('Organization').get(org.organizationId);
  const isMultiCurrency = org.settings.features.includes('multiCurrency');
  return {
    accessibilityMode: false,
    chatterExternal: false,
    currencySymbol: isMultiCurrency ? null : '$',
    orgAttachmentFileSizeLimit: ATTACHMENT_BYTES,
    orgDefaultCurrencyIsoCode: isMultiCurrency ? null : 'USD',
    orgDefaultCurrencyLocale: isMultiCurrency ? null : 'en_US',
    orgDisallowHtmlAttachments: false,
    orgHasPersonAccounts: false,
    organizationId: org.organizationId,
    organizationMultiCurrency: isMultiCurrency,
    organizationName: orNull(organization?.Name),
    profileId: orNull(user.ProfileId),
    roleId: orNull(user.UserRoleId),
    sessionSecondsValid: Math.floor(org.settings.sessionTimeoutMs / 1000),
    userDefaultCurrencyIsoCode: isMultiCurrency ? orNull(user.DefaultCurrencyIsoCode) : null,
    userEmail: orNull(user.Email),
    userFullName: [user.FirstName, user.LastName].filter(Boolean).join(' '),
    userId: user.Id,
    userLanguage: orNull(user.LanguageLocaleKey),
    userLocale: orNull(user.LocaleSidKey),
    userName: orNull(user.Username),
    userTimeZone: orNull(user.TimeZoneSidKey),
    userType: orNull(user.UserType),
    userUiSkin: 'Theme3',
  };
}

/** The result of `login`. @param letter of the API that was called @param version such as `62.0` */
export function loginResult(org: OrgState, session: Session, letter: string, version: string): XmlContent {
  const url = (api: string): string =>
    `${org.sources.origin}/services/Soap/${api}/${version}/${org.organizationId.slice(0, 15)}`;
  return {
    metadataServerUrl: url('m'),
    passwordExpired: session.passwordExpired,
    sandbox: false,
    serverUrl: url(letter),
    sessionId: session.token,
    userId: session.userId,
    userInfo: userInfo(org, userRow(org, session.userId)),
  };
}
