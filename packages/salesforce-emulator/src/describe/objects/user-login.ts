import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { system } from './system-fields.js';

/** Freeze and lock of a user: one row each, made with the user. It has no SystemModstamp. */
export const USER_LOGIN = object(
  'UserLogin',
  'User Login',
  '0Yw',
  'U',
  [
    system.id('User Login ID'),
    field('UserId', 'reference', 'NFSG', 'User ID', { to: ['User'] }),
    field('IsFrozen', 'boolean', 'UDFSG', 'Is Frozen', { defaultValue: false }),
    field('IsPasswordLocked', 'boolean', 'UDFSG', 'Is Password Locked', { defaultValue: false }),
    system.lastModifiedDate,
    system.lastModifiedById,
  ],
  { labelPlural: 'User Login', indexes: ['UserId'] },
);
