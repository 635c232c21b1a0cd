import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { picklist } from '../picklists/picklist.js';
import { system } from './system-fields.js';

const GROUP_TYPES = picklist(
  'AllCustomerPortal=Customer Portal Users',
  'ChannelProgramGroup=Channel Program Group',
  'CollaborationGroup=Collaboration Group',
  'Manager',
  'ManagerAndSubordinatesInternal=Manager and Subordinates Internal',
  'Organization',
  'Participant',
  'PRMOrganization=Partner Organization',
  'Queue',
  '*Regular=Public Group',
  'Role',
  'RoleAndSubordinates=Role and Subordinates',
  'RoleAndSubordinatesInternal=Role and Internal Subordinates',
  'SharingRecordCollGroup=Sharing Record Collection Group',
  'Territory',
  'TerritoryAndSubordinates=Territory and Subordinates',
);

/** Public groups, queues, and the groups that stand behind roles. Name is null for the last. */
export const GROUP = object(
  'Group',
  'Group',
  '00G',
  'CUDRS',
  [
    system.id('Group ID'),
    field('Name', 'string(40)', 'CUFSG', 'Name', { nameField: true }),
    field('DeveloperName', 'string(80)', 'CUNFSG', 'Developer Name'),
    field('RelatedId', 'reference', 'NFSG', 'Related ID', { to: ['User', 'UserRole'], as: 'Related' }),
    field('Type', 'picklist(40)', 'CFSG', 'Type', {
      picklist: () => GROUP_TYPES,
      serverFilled: true,
      initial: 'Regular',
    }),
    field('Email', 'email(255)', 'CUNFSG', 'Email'),
    field('QueueRoutingConfigId', 'reference', 'CUNFSG', 'Queue Routing Configuration ID', {
      to: ['QueueRoutingConfig'],
    }),
    field('OwnerId', 'reference', 'FSG', 'Owner ID', { to: ['Organization', 'User'], as: 'Owner' }),
    field('DoesSendEmailToMembers', 'boolean', 'CUDFSG', 'Send Email to Members', { defaultValue: false }),
    field('DoesIncludeBosses', 'boolean', 'CUDFSG', 'Include Bosses', { defaultValue: false }),
    system.createdDate,
    system.createdById,
    system.lastModifiedDate,
    system.lastModifiedById,
    system.systemModstamp,
  ],
  { indexes: ['Name', 'DeveloperName', 'RelatedId'] },
);

/** Direct members only. There is no update, and the one date is the stamp. */
export const GROUP_MEMBER = object(
  'GroupMember',
  'Group Member',
  '011',
  'CDR',
  [
    system.id('Group Member ID'),
    field('GroupId', 'reference', 'CFSG', 'Group ID', {
      to: ['Group'],
      as: 'Group',
      children: 'GroupMembers',
    }),
    field('UserOrGroupId', 'reference', 'CFSG', 'User/Group ID', {
      to: ['Group', 'User'],
      as: 'UserOrGroup',
    }),
    system.systemModstamp,
  ],
  { indexes: ['GroupId', 'UserOrGroupId'] },
);

/** Which objects a queue may own. */
export const QUEUE_SOBJECT = object(
  'QueueSobject',
  'Queue sObject',
  '03g',
  'CDR',
  [
    system.id('Queue Sobject ID'),
    field('QueueId', 'reference', 'CFSG', 'Group ID', {
      to: ['Group'],
      as: 'Queue',
      children: 'QueueSobjects',
    }),
    field('SobjectType', 'string(40)', 'CFSG', 'sObject Type'),
    system.createdById,
    system.systemModstamp,
  ],
  { indexes: ['QueueId'], labelPlural: 'Queue sObjects' },
);
