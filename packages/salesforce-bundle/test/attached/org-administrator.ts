import { GuardedString } from '@icf-ts/framework';
import type { Org as EmulatedOrg } from '@icf-ts/salesforce-emulator';
import { SalesforceConfiguration } from '#src/salesforce.configuration.js';
import type { Org } from '#src/operations/operation-context.js';
import type { QueryPage, SalesforceRecord } from '#src/session/query/query-page.js';
import { properties } from '../connector/salesforce-facade.js';

/** What the connector's operations work with, for an org, without a facade before it. */
export function connectedTo(emulated: EmulatedOrg, more: Record<string, unknown> = {}): Org {
  const configuration = new SalesforceConfiguration();
  const guarded = ['clientSecret', 'password', 'securityToken'];
  for (const [name, value] of Object.entries({ ...properties(emulated), ...more }))
    Object.assign(configuration, {
      [name]: guarded.includes(name) && typeof value === 'string' ? new GuardedString(value) : value,
    });
  configuration.validate();
  return configuration.org();
}

/** Someone else who changes the org, by plain requests. */
export class Administrator {
  readonly #session: Org['session'];

  constructor(emulated: EmulatedOrg) {
    this.#session = connectedTo(emulated).session;
  }

  async query(soql: string): Promise<readonly SalesforceRecord[]> {
    const page = await this.#session.request<QueryPage>(
      { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}` },
      { action: 'look' },
    );
    return page.records;
  }

  async insert(sobject: string, fields: Record<string, unknown>): Promise<string> {
    const { id } = await this.#session.request<{ id: string }>(
      { method: 'POST', path: `/sobjects/${sobject}`, body: fields },
      { action: 'insert' },
    );
    return id;
  }

  async update(sobject: string, id: string, fields: Record<string, unknown>): Promise<void> {
    await this.#session.request(
      { method: 'PATCH', path: `/sobjects/${sobject}/${id}`, body: fields },
      { action: 'update' },
    );
  }

  async delete(sobject: string, id: string): Promise<void> {
    await this.#session.request(
      { method: 'DELETE', path: `/sobjects/${sobject}/${id}` },
      { action: 'delete' },
    );
  }

  /** Ids by developer name. */
  async ids(sobject: string, nameField: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.query(`SELECT Id, ${nameField} FROM ${sobject}`);
    return new Map(rows.map((row) => [String(row[nameField]), String(row['Id'])]));
  }
}
