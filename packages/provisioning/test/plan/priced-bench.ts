import {
  BatchOutcome,
  CreateBatchTask,
  GuardedString,
  LocalConnector,
  ObjectClass,
  UpdateBatchTask,
  attribute,
  type Attribute,
  type BatchTask,
  type ConnectorFacade,
  type Uid,
} from '@icf-ts/framework';
import type { CostDeclaration } from '@icf-ts/framework/spi';
import {
  addIdentities,
  planRun,
  reconcileOutbound,
  type ActionRules,
  type Correlation,
  type Database,
  type IdentityMapping,
  type JsonObject,
  type OutboundJob,
  type Plan,
} from '@icf-ts/provisioning';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import type { Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { TRUSTED } from '../reconciliation/reconciliation-bench.js';

export const ACCOUNT = ObjectClass.ACCOUNT;
const READ = ['__NAME__', 'LastName', 'Email', 'Title', 'ProfileId', '__ENABLE__', 'permissionSets'];

/** A connector as a process of its own has it: nothing is known yet. */
export interface Fresh {
  readonly facade: ConnectorFacade;
  readonly costs: CostDeclaration;
}

export function fresh(org: Org, more: Record<string, unknown> = {}): Fresh {
  const local = new LocalConnector(SalesforceConnector);
  const { clientId, clientSecret } = org.credentials;
  const configuration = local.info.defaultConfiguration.withProperties({
    ...{ loginUrl: org.url, clientId, clientSecret, maxRetries: 0 },
    ...more,
  });
  return { facade: local.createFacade(configuration), costs: local.info.costsOf(configuration.properties)! };
}

const text = (identity: JsonObject, name: string): string | undefined => {
  const value = identity[name];
  return typeof value === 'string' ? value : undefined;
};

/** What the identity says: a list of permission sets, a password to be set, whether to freeze. */
const MAPPING: IdentityMapping = {
  attributesToGet: READ,
  secrets: [],
  plainPaths: [],
  toIdentity: (object) => ({ userName: object.name.value }),
  toAttributes: (identity, present) => {
    const sets = identity['sets'] as readonly string[] | undefined;
    const wanted: Attribute[] = [
      attribute('__NAME__', String(identity['userName'])),
      attribute('LastName', text(identity, 'lastName') ?? 'Person'),
      attribute('Email', text(identity, 'email') ?? String(identity['userName'])),
      ...(identity['title'] ? [attribute('Title', text(identity, 'title')!)] : []),
      ...(present ? [] : [attribute('ProfileId', text(identity, 'profile') ?? 'Standard User')]),
      ...(sets ? [attribute('permissionSets', ...sets)] : []),
      ...(identity['enabled'] === undefined ? [] : [attribute('__ENABLE__', identity['enabled'] === true)]),
    ];
    const differing = wanted.filter(({ name, values }) => {
      const there = present?.attributes.get(name)?.values ?? [];
      return !present || [...there].sort().join() !== [...(values ?? [])].sort().join();
    });
    return [
      ...differing,
      ...(identity['frozen'] === true ? [attribute('frozen', true)] : []),
      ...(identity['password'] ? [attribute('__PASSWORD__', new GuardedString('plan-test-1'))] : []),
    ];
  },
};

const key = (value: string): { name: string; value: string } => ({
  name: 'userName',
  value: value.toLowerCase(),
});
const CORRELATION: Correlation = {
  attributes: ['__NAME__'],
  keys: [{ name: 'userName', paths: undefined }],
  keysOf: (attributes) => [key(String(attributes['userName']))],
  probesOf: (object) => [key(object.name.value)],
  objectProbesOf: (attributes) => [{ attribute: '__NAME__', value: String(attributes['userName']) }],
  decide: (_object, candidates) => candidates,
  decideObjects: (_attributes, candidates) => candidates,
};

export const ACTIONS: ActionRules = {
  ...TRUSTED,
  ...{ MISSING: 'create', UNQUALIFIED: 'disable', SOURCE_MISSING: 'disable' },
};

export const outbound = (
  type: string,
  facade: ConnectorFacade,
  more: Partial<OutboundJob> = {},
): OutboundJob => ({
  ...{ name: `to org ${type}`, system: type, objectClass: ACCOUNT, identityType: type, facade },
  ...{ mapping: MAPPING, correlation: CORRELATION, batchSize: 500, fingerprint: 'v1' },
  actions: ACTIONS,
  ...more,
});

export const people = (
  db: Database,
  type: string,
  count: number,
  more: JsonObject = {},
  from = 0,
): Promise<readonly string[]> =>
  addIdentities(
    db,
    Array.from({ length: count }, (_, at) => {
      const userName = `${type}.${from + at}@plan.example`;
      return { type, attributes: { userName, ...more }, keys: [key(userName)] };
    }),
  );

/** The facade as the client of a connector server has it: a batch is one operation after the other. */
function taskByTask(facade: ConnectorFacade): ConnectorFacade {
  const one = async (task: BatchTask): Promise<Uid | null> => {
    if (task instanceof CreateBatchTask) return facade.create(task.objectClass, task.attributes);
    if (task instanceof UpdateBatchTask) return facade.update(task.objectClass, task.uid, task.attributes);
    await facade.delete(task.objectClass, task.uid);
    return null;
  };
  async function* batch(tasks: readonly BatchTask[]): AsyncGenerator<BatchOutcome, void, void> {
    for (const [index, task] of tasks.entries()) yield new BatchOutcome(index, await one(task));
  }
  return Object.assign(Object.create(facade) as ConnectorFacade, {
    batch,
    search: facade.search.bind(facade),
  });
}

/** Plans a run with one connector, and does it with another: both know nothing yet. */
export async function planAndRun(
  db: Database,
  org: Org,
  type: string,
  more: Partial<OutboundJob> = {},
  properties: Record<string, unknown> = {},
  oneByOne = false,
): Promise<{ plan: Plan; calls: number }> {
  const planning = fresh(org, properties);
  const job = outbound(type, planning.facade, more);
  const plan = await planRun(db, { direction: 'outbound', job }, planning.costs, { oneByOne });
  await planning.facade.dispose();
  const running = fresh(org, properties);
  org.calls.reset();
  const facade = oneByOne ? taskByTask(running.facade) : running.facade;
  const { counts } = await reconcileOutbound(db, outbound(type, facade, more));
  const calls = org.calls.total;
  await running.facade.dispose();
  // Had the plan written anything, the run would have found it.
  expect(plan.counts).to.deep.equal(counts);
  return { plan, calls };
}
