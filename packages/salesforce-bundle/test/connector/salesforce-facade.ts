import { subscribe } from 'node:diagnostics_channel';
import {
  CHANNELS,
  LocalConnector,
  ObjectClass,
  attribute,
  type Attribute,
  type ConnectorFacade,
  type WarningRecord,
} from '@icf-ts/framework';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org, type OrgOptions } from '@icf-ts/salesforce-emulator';

/** All warnings so far; nobody else is told of them. */
export const warnings: WarningRecord[] = [];
subscribe(CHANNELS.warning, (record) => void warnings.push(record as WarningRecord));

export const ACCOUNT = ObjectClass.ACCOUNT;

/** An org, and a facade on it that is not logged in yet. */
export interface Bench {
  readonly org: Org;
  readonly facade: ConnectorFacade;
  readonly facades: ConnectorFacade[];
  close(): Promise<void>;
}

export const connector = (): LocalConnector => new LocalConnector(SalesforceConnector);

/** The properties that log in to the org as its app's own user. */
export const properties = ({
  url,
  credentials: { clientId, clientSecret },
}: Org): Record<string, unknown> => ({ loginUrl: url, clientId, clientSecret, maxRetries: 0 });

/** The properties that log in with the password flow. */
export const passwordFlow = ({ credentials: { username, password, securityToken } }: Org): object => ({
  ...{ username, password, securityToken },
});

/** A facade on the org; `paged` leaves filtering to the connector, as searches by page need it. */
export function facadeOf(org: Org, more: Record<string, unknown> = {}, paged = false): ConnectorFacade {
  const local = connector();
  const base = local.info.defaultConfiguration.withProperties({ ...properties(org), ...more });
  const resultsHandlers = { ...base.resultsHandlers, enableFilteredResultsHandler: !paged };
  return local.createFacade(base.with({ resultsHandlers }));
}

export async function openBench(
  options: OrgOptions = {},
  more: Record<string, unknown> = {},
): Promise<Bench> {
  const org = await startOrg(options);
  const facade = facadeOf(org, more);
  const facades = [facade];
  return {
    org,
    facade,
    facades,
    close: async () => {
      for (const each of facades) await each.dispose();
      await org.close();
    },
  };
}

let users = 0;
/** The attributes of a new user, with a user name of its own. */
export function person(more: Record<string, string | boolean> = {}): Attribute[] {
  const username = `new.person.${++users}@bench.example`;
  const all = {
    __NAME__: username,
    LastName: 'Person',
    Email: username,
    ProfileId: 'Standard User',
    ...more,
  };
  return Object.entries(all).map(([name, value]) => attribute(name, value));
}

/** What a call is rejected with. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<Error & { attributeNames?: string[]; uid?: { value: string } }> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  throw new Error('The call should have been refused.');
}
