import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { localePicklist } from '../picklists/locales.js';
import { picklist } from '../picklists/picklist.js';
import { timeZones } from '../picklists/time-zones.js';
import { LANGUAGES } from '../picklists/user-picklists.js';
import { addressFields } from './address-fields.js';
import { system } from './system-fields.js';

const PREFERENCES = [
  'RequireOpportunityProducts',
  'TransactionSecurityPolicy',
  'ConsentManagementEnabled',
  'AutoSelectIndividualOnMerge',
  'LightningLoginEnabled',
  'OnlyLLPermUserAllowed',
];

const OBJECT_ACCESS = ['None', 'Read', 'Edit', 'ControlledByLeadOrContact', 'ControlledByCampaign'];

/** Sharing defaults: field, label, the access levels offered, the level of this org. */
const SHARING = [
  ['DefaultAccountAccess', 'Default Account Access', OBJECT_ACCESS, 'Edit'],
  [
    'DefaultContactAccess',
    'Default Contact Access',
    ['None', 'Read', 'Edit', 'ControlledByParent'],
    'ControlledByParent',
  ],
  ['DefaultOpportunityAccess', 'Default Opportunity Access', OBJECT_ACCESS, 'Edit'],
  [
    'DefaultLeadAccess',
    'Default Lead Access',
    ['None', 'Read', 'Edit', 'ReadEditTransfer'],
    'ReadEditTransfer',
  ],
  [
    'DefaultCaseAccess',
    'Default Case Access',
    ['None', 'Read', 'Edit', 'ReadEditTransfer'],
    'ReadEditTransfer',
  ],
  [
    'DefaultCalendarAccess',
    'Default Calendar Access',
    ['HideDetails', '*HideDetailsInsert', 'ShowDetails', 'ShowDetailsInsert', 'AllowEdits'],
    'HideDetailsInsert',
  ],
  ['DefaultPricebookAccess', 'Default Price Book Access', ['None', 'Read', 'ReadSelect'], 'ReadSelect'],
  ['DefaultCampaignAccess', 'Default Campaign Access', ['None', 'Read', 'Edit', 'All'], 'All'],
] as const;

const SKINS = picklist('Theme1', 'Theme2', 'PortalDefault', 'Webstore', '*Theme3');
const EDITIONS = picklist(
  ...[
    'Team',
    'Professional',
    'Enterprise',
    'Developer',
    'Personal',
    'Unlimited',
    'Contact Manager',
    'Base',
  ].map((edition) => `${edition} Edition`),
);

export const ORGANIZATION = object('Organization', 'Organization', '00D', 'UR', [
  system.id('Organization ID'),
  field('Name', 'string(80)', 'UFSG', 'Name', { nameField: true }),
  field('Division', 'string(80)', 'UNFSG', 'Division'),
  ...addressFields('UNFSG').filter((spec) => spec.feature === null),
  field('Phone', 'phone(40)', 'UNFSG', 'Phone'),
  field('Fax', 'phone(40)', 'UNFSG', 'Fax'),
  field('PrimaryContact', 'string(80)', 'UNFSG', 'Primary Contact'),
  field('DefaultLocaleSidKey', 'picklist(40)', 'UFSG', 'Locale', { picklist: localePicklist }),
  field('TimeZoneSidKey', 'picklist(40)', 'UFSG', 'Time Zone', { picklist: timeZones }),
  field('LanguageLocaleKey', 'picklist(40)', 'UFSG', 'Language', { picklist: () => LANGUAGES }),
  field('ReceivesInfoEmails', 'boolean', 'UDFSG', 'Info Emails', { defaultValue: false }),
  field('ReceivesAdminInfoEmails', 'boolean', 'UDFSG', 'Info Emails Admin', { defaultValue: false }),
  ...PREFERENCES.map((name) => field(`Preferences${name}`, 'boolean', 'UF', name)),
  field('FiscalYearStartMonth', 'int', 'NFSG', 'Fiscal Year Starts In', { initial: 1 }),
  field('UsesStartDateAsFiscalYearName', 'boolean', 'DFSG', 'Fiscal Year Name by Start', {
    defaultValue: false,
  }),
  ...SHARING.map(([name, label, levels, initial]) => {
    const values = picklist(...levels);
    return field(name, 'picklist(40)', 'NFSG', label, {
      picklist: () => values,
      defaultValue: values.find((value) => value.isDefault)?.value ?? null,
      initial,
    });
  }),
  system.systemModstamp,
  field('ComplianceBccEmail', 'email(80)', 'NFSG', 'Compliance BCC Email'),
  field('UiSkin', 'picklist(40)', 'UNFSG', 'UI Skin', { picklist: () => SKINS, defaultValue: 'Theme3' }),
  field('SignupCountryIsoCode', 'string(2)', 'NFSG', 'Signup Country'),
  field('TrialExpirationDate', 'datetime', 'NFS', 'Trial Expiration Date'),
  field('NumKnowledgeService', 'int', 'NFSG', 'Knowledge Licenses'),
  field('OrganizationType', 'picklist(40)', 'NFSG', 'Edition', { picklist: () => EDITIONS }),
  field('NamespacePrefix', 'string(15)', 'NFSG', 'Namespace Prefix'),
  field('InstanceName', 'string(5)', 'NFSG', 'Instance Name'),
  field('IsSandbox', 'boolean', 'DFSG', 'Is Sandbox', { defaultValue: false }),
  field('WebToCaseDefaultOrigin', 'string(40)', 'UNFSG', 'Web to Cases Default Origin'),
  field('MonthlyPageViewsUsed', 'int', 'NFSG', 'Monthly Page Views Used'),
  field('MonthlyPageViewsEntitlement', 'int', 'NFSG', 'Monthly Page Views Allowed'),
  field('IsReadOnly', 'boolean', 'DFSG', 'Is Read Only', { defaultValue: false }),
  system.createdDate,
  system.createdById,
  system.lastModifiedDate,
  system.lastModifiedById,
]);
