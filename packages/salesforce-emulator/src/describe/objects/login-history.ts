import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { picklist } from '../picklists/picklist.js';
import { system } from './system-fields.js';

const LOGIN_TYPES = picklist('Application', 'Other Apex API', 'Partner Product', 'Remote Access 2.0');

/** One row for each login of a known user, refused ones included. Nobody writes it, and much cannot be filtered by. */
export const LOGIN_HISTORY = object(
  'LoginHistory',
  'Login History',
  '0Ya',
  '',
  [
    system.id('Login History ID'),
    field('UserId', 'reference', 'NFSG', 'User ID', { to: ['User'] }),
    field('LoginTime', 'datetime', 'FS', 'Login Time'),
    field('LoginType', 'picklist(40)', 'FSG', 'Login Type', { picklist: () => LOGIN_TYPES }),
    field('SourceIp', 'string(39)', 'NFSG', 'Source IP'),
    field('LoginUrl', 'string(500)', 'NFSG', 'Login URL'),
    field('AuthenticationServiceId', 'string(18)', 'NFSG', 'Authentication Service ID'),
    field('LoginGeoId', 'reference', 'NFSG', 'Login Geo Data ID', { to: ['LoginGeo'] }),
    field('CipherSuite', 'picklist(40)', 'NFSG', 'TLS Cipher Suite', { picklist: () => [] }),
    field('Browser', 'string(64)', 'NSG', 'Browser'),
    field('Platform', 'string(64)', 'NSG', 'Platform'),
    field('Status', 'string(128)', 'NSG', 'Status'),
    field('Application', 'string(64)', 'NSG', 'Application'),
    field('ClientVersion', 'string(64)', 'NSG', 'Client Version'),
    field('ApiType', 'string(64)', 'NSG', 'API Type'),
    field('ApiVersion', 'string(32)', 'NSG', 'API Version'),
    field('CountryIso', 'string(2)', 'NFSG', 'Country Code'),
    field('AuthMethodReference', 'string(255)', 'NFSG', 'Authentication Method Reference'),
  ],
  { labelPlural: 'Login History', indexes: ['UserId'] },
);
