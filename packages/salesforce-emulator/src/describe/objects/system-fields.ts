import { field } from '../field-spec.js';
import type { FieldSpec } from '../field-spec.js';

/** The fields the server keeps on nearly every object, by name. */
export const system = {
  id: (label: string) => field('Id', 'id', 'DFSGI', label),
  isDeleted: field('IsDeleted', 'boolean', 'DFSG', 'Deleted', { defaultValue: false }),
  createdDate: field('CreatedDate', 'datetime', 'DFS', 'Created Date'),
  createdById: field('CreatedById', 'reference', 'DFSG', 'Created By ID', { to: ['User'], as: 'CreatedBy' }),
  lastModifiedDate: field('LastModifiedDate', 'datetime', 'DFS', 'Last Modified Date'),
  lastModifiedById: field('LastModifiedById', 'reference', 'DFSG', 'Last Modified By ID', {
    to: ['User'],
    as: 'LastModifiedBy',
  }),
  systemModstamp: field('SystemModstamp', 'datetime', 'DFS', 'System Modstamp'),
} satisfies Record<string, FieldSpec | ((label: string) => FieldSpec)>;
