import { GuardedString } from '@icf-ts/framework';
import { SalesforceConfiguration } from '@icf-ts/salesforce-bundle';
import type { Org } from '@icf-ts/salesforce-emulator';
import type { SalesforceRecord } from '#src/session/query/query-page.js';
import { queryPages } from '#src/session/query/query-pages.js';
import type { Org as Operated } from '#src/operations/operation-context.js';
import { properties } from './salesforce-facade.js';

/** What the operations of a connector work with, by a session of its own. */
export function operated(
  org: Org,
  more: Partial<SalesforceConfiguration> = {},
): { readonly org: Operated; release(): void } {
  const { clientSecret, password, securityToken } = org.credentials;
  const configuration = Object.assign(new SalesforceConfiguration(), {
    ...properties(org),
    clientSecret: new GuardedString(clientSecret),
    password: new GuardedString(password),
    securityToken: new GuardedString(securityToken),
    ...more,
  });
  return { org: configuration.org(), release: () => configuration.release() };
}

/** All rows of a statement. */
export async function rowsOf(org: Org, soql: string): Promise<SalesforceRecord[]> {
  const { org: own, release } = operated(org);
  const found: SalesforceRecord[] = [];
  for await (const { records } of queryPages(
    own.session,
    { soql },
    { batchSize: 2_000, context: { action: 'list' } },
  ))
    found.push(...records);
  release();
  return found;
}
