import type { ResourceType } from '../resource-type.js';
import { presentUser } from './present-user.js';
import { userSchema } from './user-schema.js';

/** Users, those of Salesforce's own and inactive ones included. */
export const USER_TYPE: ResourceType = {
  name: 'User',
  endpoint: 'Users',
  schema: userSchema,
  rows: ({ org }) => org.store.table('User').rows(),
  find: ({ org }, id) => org.store.table('User').get(id),
  present: presentUser,
  indexed: {
    id: 'Id',
    userName: 'Username',
    externalId: 'FederationIdentifier',
    nickName: 'CommunityNickname',
    emails: 'Email',
    'emails.value': 'Email',
    employeeNumber: 'EmployeeNumber',
  },
  constantSchemas: ({ dialect }) => [dialect.enterpriseSchema],
};
