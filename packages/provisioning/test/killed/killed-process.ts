// A process that reconciles and is killed in the middle: by itself at an exact point, or by its parent, which it tells
// when it gets there. Points are the beginnings and ends of its statements and its calls of the connector.
import { once } from 'node:events';
import { LocalConnector, ResultStream, type ConnectorFacade } from '@icf-ts/framework';
import {
  openDatabase,
  reconcileInbound,
  reconcileOutbound,
  runsOf,
  type Database,
  type Queryable,
} from '@icf-ts/provisioning';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { withOperations } from '../reconciliation/reconciliation-bench.js';
import { killedJob, type Order } from './killed-job.js';

const { location, way, org, system, kill } = await new Promise<Order>((resolve) =>
  process.once('message', (order) => resolve(order as Order)),
);
let isArmed = false;
let pointsLeft = kill?.points ?? Infinity;

function pass(): void {
  if (!isArmed || --pointsLeft !== 0) return;
  if (kill!.by === 'itself') process.kill(process.pid, 'SIGKILL');
  else process.send!({ killMe: true });
}

const watched = (queryable: Queryable): Queryable => ({
  query: async <Row extends object>(...args: Parameters<Queryable['query']>) => {
    pass();
    const rows = await queryable.query<Row>(...args);
    pass();
    return rows;
  },
});
const watchedDatabase = (database: Database): Database => ({
  name: database.name,
  ...watched(database),
  transaction: async (work) => {
    const result = await database.transaction((transaction) => work(watched(transaction)));
    pass();
    return result;
  },
  exclusive: (key, work) => database.exclusive(key, work),
  close: () => database.close(),
});
const watchedFacade = (facade: ConnectorFacade): ConnectorFacade =>
  withOperations(facade, {
    batch: (...args) =>
      new ResultStream(async function* (report) {
        pass();
        const stream = facade.batch(...args);
        for await (const outcome of stream) {
          // One of many, or else hardly any other point were hit.
          if (outcome.index % 50 === 0) pass();
          yield outcome;
        }
        report(stream.result!);
        return undefined;
      }),
  });

const database = await openDatabase(location);
const local = new LocalConnector(SalesforceConnector);
const facade = local.createFacade(local.info.defaultConfiguration.withProperties(org));
const job = await killedJob(watchedFacade(facade), way, system);
const [before] = await runsOf(database, job.name, 1);
const begun = (before?.checkpoint as { readonly done?: number } | null)?.done ?? 0;
isArmed = kill !== undefined && begun >= kill.after;
const reconcile = way === 'inbound' ? reconcileInbound : reconcileOutbound;
const { counts, resumed, run } = await reconcile(watchedDatabase(database), job, {
  onProgress: ({ done }) => (isArmed ||= kill !== undefined && done >= kill.after),
});
await facade.dispose();
await database.close();
process.send!({ counts, resumed, run });
await once(process, 'disconnect');
