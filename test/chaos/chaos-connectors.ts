import {
  ConnectorObject,
  Name,
  SearchResult,
  SyncDelta,
  SyncToken,
  Uid,
  attribute,
  type AttributeSet,
  type Filter,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework';
import {
  ConfigurationProperty,
  ConnectorClass,
  type Configuration,
  type Connector,
  type CreateOp,
  type DeleteOp,
  type PoolableConnector,
  type SearchOp,
  type SyncOp,
  type UpdateOp,
} from '@icf-ts/framework/spi';
import { turns, world, type Plan } from './world.js';

class ChaosConfiguration implements Configuration {
  /** Tells facades apart. */
  @ConfigurationProperty({ type: 'int', order: 1 }) shard = 0;
}

/** A connector that does what the plan of the object class says, however bad that is. */
class Chaos implements Connector<ChaosConfiguration>, CreateOp, UpdateOp, DeleteOp, SearchOp, SyncOp {
  readonly #world = world();

  init(): void {
    this.#world.made++;
  }
  dispose(): void {
    this.#world.disposed++;
  }

  async create(type: ObjectClass, _attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    return (await write(type, options)) as Uid;
  }
  async update(
    type: ObjectClass,
    _uid: Uid,
    _attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    return (await write(type, options)) as Uid;
  }
  async delete(type: ObjectClass, _uid: Uid, options: OperationOptions): Promise<void> {
    await write(type, options);
  }

  async *search(
    type: ObjectClass,
    _filter: Filter | undefined,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
    const plan = world().planOf(type);
    yield* items(plan, options, (index) => objectOf(type, plan, index));
    return new SearchResult({ pagedResultsCookie: `end of ${plan.id}` });
  }

  async *sync(
    type: ObjectClass,
    _token: SyncToken | undefined,
    options: OperationOptions,
  ): AsyncGenerator<SyncDelta, SyncToken | void, void> {
    const plan = world().planOf(type);
    yield* items(
      plan,
      options,
      (index) =>
        new SyncDelta('CREATE_OR_UPDATE', new SyncToken(index), { object: objectOf(type, plan, index) }),
    );
    return new SyncToken(plan.items);
  }
  async getLatestSyncToken(): Promise<SyncToken> {
    return new SyncToken(1);
  }
}

@ConnectorClass({ name: 'chaos.PerCall', displayNameKey: 'per-call', configuration: ChaosConfiguration })
export class PerCallConnector extends Chaos {}

@ConnectorClass({ name: 'chaos.Pooled', displayNameKey: 'pooled', configuration: ChaosConfiguration })
export class PooledConnector extends Chaos implements PoolableConnector<ChaosConfiguration> {
  checkAlive(): void {}
}

async function write(type: ObjectClass, { signal }: OperationOptions): Promise<unknown> {
  const here = world();
  const plan = here.planOf(type);
  await turns(plan.turns);
  if (plan.wroteFirst) here.wrote(plan);
  await here.show(plan, signal);
  if (!plan.wroteFirst) here.wrote(plan);
  return plan.manner === 'garbage' ? here.garbage(plan) : new Uid(`${plan.id}:written`);
}

async function* items<T>(
  plan: Plan,
  { signal }: OperationOptions,
  make: (index: number) => T,
): AsyncGenerator<T, void, void> {
  const here = world();
  here.generators++;
  try {
    for (let index = 0; index < plan.items; index++) {
      if (index % 50 === 0) await turns(plan.turns);
      if (index === plan.at) await here.show(plan, signal);
      yield index === plan.at && plan.manner === 'garbage' ? (here.garbage(plan) as T) : make(index);
    }
  } finally {
    here.generators--;
  }
}

const objectOf = (type: ObjectClass, { id, itemBytes }: Plan, index: number): ConnectorObject =>
  new ConnectorObject(type, [
    new Uid(`${id}:${index}`),
    new Name(`n${index}`),
    attribute('filler', 'x'.repeat(itemBytes)),
  ]);
