import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { picklist } from '../picklists/picklist.js';
import { system } from './system-fields.js';

const ACCESS_LEVELS = picklist('None=Private', 'Read=Read Only', 'Edit=Read/Write');
const PORTAL_TYPES = picklist('None', 'CustomerPortal=Customer Portal', 'Partner');
const PORTAL_ROLES = picklist('Executive', 'Manager', 'Worker=User', 'PersonAccount=Person Account');

export const USER_ROLE = object(
  'UserRole',
  'Role',
  '00E',
  'CUDRS',
  [
    system.id('Role ID'),
    field('Name', 'string(80)', 'CUFSGI', 'Name', { nameField: true }),
    field('ParentRoleId', 'reference', 'CUNFSG', 'Parent Role ID', { to: ['UserRole'] }),
    field('RollupDescription', 'string(80)', 'CUNFSG', 'Description'),
    field(
      'OpportunityAccessForAccountOwner',
      'picklist(40)',
      'CUFSG',
      'Opportunity Access Level for Account Owner',
      // Demanded only where opportunities are private, which those of this org are not.
      { picklist: () => ACCESS_LEVELS, serverFilled: true, initial: 'Edit' },
    ),
    field('CaseAccessForAccountOwner', 'picklist(40)', 'CUNFSG', 'Case Access Level for Account Owner', {
      picklist: () => ACCESS_LEVELS,
    }),
    field(
      'ContactAccessForAccountOwner',
      'picklist(40)',
      'CUNFSG',
      'Contact Access Level for Account Owner',
      {
        picklist: () => ACCESS_LEVELS,
      },
    ),
    field('ForecastUserId', 'reference', 'UNFSG', 'User ID', { to: ['User'] }),
    field('MayForecastManagerShare', 'boolean', 'UDFSG', 'May Forecast Manager Share', {
      defaultValue: false,
    }),
    system.lastModifiedDate,
    system.lastModifiedById,
    system.systemModstamp,
    field('DeveloperName', 'string(80)', 'CUNFSG', 'Developer Name'),
    field('PortalAccountId', 'reference', 'NFSG', 'Account ID', { to: ['Account'] }),
    field('PortalType', 'picklist(40)', 'NFSG', 'Portal Type', {
      picklist: () => PORTAL_TYPES,
      initial: 'None',
    }),
    field('PortalRole', 'picklist(40)', 'NFSG', 'Portal Role', { picklist: () => PORTAL_ROLES }),
    field('PortalAccountOwnerId', 'reference', 'NFSG', 'User ID', { to: ['User'] }),
  ],
  { labelPlural: 'Role', indexes: ['DeveloperName'] },
);
