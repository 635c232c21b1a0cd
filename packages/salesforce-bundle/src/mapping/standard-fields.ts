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

/** The same of the other built-in classes: the fields that they return by default, and those of every row. */
const STAMPS = 'CreatedDate LastModifiedDate SystemModstamp';
const OTHERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Group: {
    id: 'Id',
    string: 'Name DeveloperName Email',
    picklist: 'Type',
    boolean: 'DoesIncludeBosses DoesSendEmailToMembers',
    reference: 'RelatedId OwnerId',
    datetime: STAMPS,
  },
  Profile: {
    id: 'Id',
    string: 'Name Description',
    picklist: 'UserType',
    reference: 'UserLicenseId',
    datetime: STAMPS,
  },
  PermissionSet: {
    id: 'Id',
    string: 'Name Label Description NamespacePrefix',
    picklist: 'Type',
    boolean: 'IsCustom IsOwnedByProfile',
    reference: 'LicenseId ProfileId PermissionSetGroupId',
    datetime: STAMPS,
  },
  PermissionSetGroup: {
    id: 'Id',
    string: 'DeveloperName MasterLabel Description NamespacePrefix',
    picklist: 'Status Language',
    datetime: STAMPS,
  },
  PermissionSetLicense: {
    id: 'Id',
    string: 'DeveloperName MasterLabel',
    picklist: 'Status',
    int: 'TotalLicenses UsedLicenses',
    datetime: STAMPS,
  },
  UserRole: {
    id: 'Id',
    string: 'Name DeveloperName RollupDescription',
    picklist: 'PortalType',
    reference: 'ParentRoleId',
    datetime: 'LastModifiedDate SystemModstamp',
  },
  UserLicense: {
    id: 'Id',
    string: 'Name LicenseDefinitionKey MasterLabel',
    picklist: 'Status',
    int: 'TotalLicenses UsedLicenses',
    datetime: STAMPS,
  },
};

const kindsByField = (fields: Readonly<Record<string, string>>): ReadonlyMap<string, FieldKind> =>
  new Map(
    Object.entries(fields).flatMap(([type, names]) =>
      names.split(' ').map((name) => [foldCase(name), kindOfType(type)] as const),
    ),
  );
const KINDS_BY_SOBJECT: ReadonlyMap<string, ReadonlyMap<string, FieldKind>> = new Map(
  Object.entries({ User: USER, ...OTHERS }).map(([sobject, fields]) => [sobject, kindsByField(fields)]),
);

/** The kind of a field that every org has; undefined for the rest. */
export function standardKind(sobject: string, field: string): FieldKind | undefined {
  if (field.endsWith('__c')) return undefined;
  const known = KINDS_BY_SOBJECT.get(sobject)?.get(foldCase(field));
  if (known || sobject !== 'User') return known;
  return USER_FAMILIES.find(([name]) => name.test(field))?.[1];
}
