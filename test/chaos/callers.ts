import {
  Name,
  Uid,
  isConnectorException,
  ObjectClass,
  type ConnectorFacade,
  type ResultStream,
} from '@icf-ts/framework';
import type { PlannedCall } from './schedule.js';
import { turns } from './world.js';

/** How a call ended for its caller. */
export interface Ending {
  readonly call: PlannedCall;
  readonly succeeded: boolean;
  readonly wrong?: string;
}

const objectClassOf = ({ plan }: PlannedCall): ObjectClass => new ObjectClass(`Plan${plan.id}`);

/** Makes a call as planned and says how it ended; what must not be is said in `wrong`. Does not reject. */
export async function makeCall(
  call: PlannedCall,
  facadeOf: (call: PlannedCall) => ConnectorFacade,
): Promise<Ending> {
  const controller = new AbortController();
  const reason = new Error(`the caller of ${call.plan.id} gave up`);
  await turns(call.startAfter);
  if (call.abortAfter !== undefined) void turns(call.abortAfter).then(() => controller.abort(reason));
  const options = call.abortAfter === undefined ? {} : { signal: controller.signal };
  try {
    await invoke(facadeOf(call), call, options);
    return { call, succeeded: true };
  } catch (error) {
    if (error instanceof WrongStream) return { call, succeeded: false, wrong: error.message };
    if (error === reason || isConnectorException(error)) return { call, succeeded: false };
    return { call, succeeded: false, wrong: `ended with ${String(error)}, which is no ICF exception` };
  }
}

class WrongStream extends Error {}

async function invoke(
  facade: ConnectorFacade,
  call: PlannedCall,
  options: { signal?: AbortSignal },
): Promise<void> {
  const type = objectClassOf(call);
  const uid = new Uid('u');
  switch (call.method) {
    case 'create':
      return void (await facade.create(type, [new Name('n')], options));
    case 'update':
      return void (await facade.update(type, uid, [new Name('n')], options));
    case 'delete':
      return facade.delete(type, uid, options);
    case 'test-token':
      return void (await facade.getLatestSyncToken(type, options));
    case 'search':
      return consume(call, facade.search(type, null, options), (item) => item.uid.value);
    case 'sync':
      return consume(call, facade.sync(type, null, options), (item) => item.uid.value);
  }
}

/** Reads a stream: each item once, in order, and all of them when it ends well. */
async function consume<T>(
  call: PlannedCall,
  stream: ResultStream<T, unknown>,
  idOf: (item: T) => string,
): Promise<void> {
  const { plan, leaveAfter, restTurns } = call;
  let next = 0;
  for await (const item of stream) {
    const id = idOf(item);
    if (id !== `${plan.id}:${next}`) throw new WrongStream(`item ${next} of ${plan.id} is ${id}`);
    next++;
    if (next === leaveAfter) return;
    if (restTurns > 0 && next % 100 === 0) await turns(restTurns);
  }
  const spoilt = plan.at < plan.items && plan.manner !== 'plain';
  if (!spoilt && next !== plan.items) {
    throw new WrongStream(`the stream of ${plan.id} ended well after ${next} of ${plan.items} items`);
  }
}
