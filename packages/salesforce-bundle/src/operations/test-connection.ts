import type { OperationOptions } from '@icf-ts/framework/spi';
import { queryAll } from '../session/query/query-all.js';
import { text } from '../words/text.js';
import { callContext, type Org } from './operation-context.js';

/** Proves that the login works and that the session may use the REST API: one API call. */
export async function testConnection({ session }: Org, options: OperationOptions): Promise<void> {
  await queryAll(session, 'SELECT Id FROM Organization LIMIT 1', callContext(text('action.test'), options));
}
