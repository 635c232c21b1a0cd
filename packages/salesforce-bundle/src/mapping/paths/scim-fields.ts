/** What stands behind a SCIM attribute: a field of User, only read where it says so, or an attached kind. */
export type ScimTarget = { readonly field: string; readonly readOnly?: true } | { readonly attached: string };

const field = (name: string): ScimTarget => ({ field: name });
const readOnly = (name: string): ScimTarget => ({ field: name, readOnly: true });

/** The paths of SCIM's users, as Salesforce maps them; in lower case. */
export const SCIM_USER: Readonly<Record<string, ScimTarget>> = {
  username: field('Username'),
  externalid: field('FederationIdentifier'),
  active: field('IsActive'),
  'name.givenname': field('FirstName'),
  'name.familyname': field('LastName'),
  'name.formatted': readOnly('Name'),
  displayname: readOnly('Name'),
  nickname: field('CommunityNickname'),
  alias: field('Alias'),
  title: field('Title'),
  usertype: readOnly('UserType'),
  preferredlanguage: field('LanguageLocaleKey'),
  locale: field('LocaleSidKey'),
  timezone: field('TimeZoneSidKey'),
  emailencodingkey: field('EmailEncodingKey'),
  'emails.value': field('Email'),
  'emails.value,type:work': field('Email'),
  'phonenumbers.value,type:work': field('Phone'),
  'phonenumbers.value,type:mobile': field('MobilePhone'),
  'phonenumbers.value,type:fax': field('Fax'),
  'addresses.streetaddress,type:work': field('Street'),
  'addresses.locality,type:work': field('City'),
  'addresses.region,type:work': field('State'),
  'addresses.postalcode,type:work': field('PostalCode'),
  'addresses.country,type:work': field('Country'),
  country: field('Country'),
  'entitlements.value': field('ProfileId'),
  'entitlements.value,primary:true': field('ProfileId'),
  'entitlements.value,primary:false': { attached: 'permissionSets' },
  'roles.value': field('UserRoleId'),
  groups: { attached: 'groups' },
  'groups.value': { attached: 'groups' },
  organization: field('CompanyName'),
  division: field('Division'),
  department: field('Department'),
  employeenumber: field('EmployeeNumber'),
  'manager.value': field('ManagerId'),
  'manager.managerid': field('ManagerId'),
  'photos.value,type:photo': readOnly('FullPhotoUrl'),
  'photos.value,type:thumbnail': readOnly('SmallPhotoUrl'),
};
