import type { DescribeAdditions } from '@icf-ts/salesforce-emulator';

/** Sites that users work at, and keys of other systems. */
export const DESCRIBED: DescribeAdditions = {
  objects: {
    User: {
      fields: {
        Ext__c: { type: 'string', length: 20, externalId: true, unique: true },
        Site__c: { type: 'reference', to: 'site__c', children: 'Staff' },
        Floor__c: { type: 'double', precision: 3, default: 1 },
      },
    },
    Account: { fields: { Legacy__c: { type: 'string', length: 10, externalId: true } } },
    Contact: { fields: { Key__c: { type: 'double', precision: 9, externalId: true, unique: true } } },
    Site__c: {
      label: 'Site',
      fields: {
        Code__c: { type: 'string', length: 5, externalId: true, unique: true, required: true },
        Kind__c: { type: 'picklist', values: ['Office', 'Plant'], restricted: true, default: 'Office' },
        Open__c: { type: 'boolean', default: true },
      },
    },
  },
};
