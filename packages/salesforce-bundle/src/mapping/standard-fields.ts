import { foldCase } from '@icf-ts/framework/spi';
import { kindOfType, type FieldKind } from './field-kinds.js';

/*
 * The types of the fields that every org's User has. They do not change, and knowing them spares everyday calls a
 * describe; fields beyond this list are looked up in one.
 */
const USER: Readonly<Record<string, string>> = {
  id: 'Id',
  boolean:
    'IsActive ForecastEnabled ReceivesInfoEmails ReceivesAdminInfoEmails IsExtIndicatorVisible IsProfilePhotoActive IsPortalEnabled',
  datetime:
    'LastLoginDate LastPasswordChangeDate CreatedDate LastModifiedDate SystemModstamp OfflineTrialExpirationDate OfflinePdaTrialExpirationDate LastViewedDate LastReferencedDate',
  reference:
    'UserRoleId ProfileId DelegatedApproverId ManagerId CreatedById LastModifiedById ContactId AccountId CallCenterId IndividualId',
  int: 'NumberOfFailedLogins JigsawImportLimitOverride',
  double: 'Latitude Longitude',
  address: 'Address',
  picklist:
    'StateCode CountryCode GeocodeAccuracy TimeZoneSidKey LocaleSidKey EmailEncodingKey DefaultCurrencyIsoCode CurrencyIsoCode UserType LanguageLocaleKey DigestFrequency DefaultGroupNotificationFrequency PortalRole',
  string:
    'Username LastName FirstName MiddleName Suffix Name CompanyName Division Department Title Street City State PostalCode Country Email SenderEmail SenderName Signature StayInTouchSubject StayInTouchSignature StayInTouchNote Phone Fax MobilePhone Alias CommunityNickname BadgeText EmployeeNumber Extension FederationIdentifier AboutMe FullPhotoUrl SmallPhotoUrl MediumPhotoUrl BannerPhotoUrl SmallBannerPhotoUrl MediumBannerPhotoUrl OutOfOfficeMessage',
};

/** Families of fields that differ from org to org, all of one type. */
const USER_FAMILIES: readonly (readonly [RegExp, FieldKind])[] = [
  [/^(UserPermissions|UserPreferences|EmailPreferences)\w+$/i, 'boolean'],
];

const KINDS_BY_FIELD: ReadonlyMap<string, FieldKind> = new Map(
  Object.entries(USER).flatMap(([type, names]) =>
    names.split(' ').map((name) => [foldCase(name), kindOfType(type)] as const),
  ),
);

/** The kind of a field that every org has; undefined for the rest. */
export function standardKind(sobject: string, field: string): FieldKind | undefined {
  if (sobject !== 'User' || field.endsWith('__c')) return undefined;
  return KINDS_BY_FIELD.get(foldCase(field)) ?? USER_FAMILIES.find(([name]) => name.test(field))?.[1];
}
