import {
  Identities,
  SourceDocument,
  identityTypesOf,
  lookupJob,
  migrate,
  openDatabase,
  outboundJob,
  pushChanges,
  readJobs,
  runReconciliation,
  runReport,
  synchronizeLookups,
  textReport,
  total,
  withLookups,
  type Database,
  type InboundDefinition,
  type LookupsDefinition,
  type OutboundDefinition,
} from '@icf-ts/provisioning';
import { ObjectClass, Uid } from '@icf-ts/framework';
import { count, perSecond, plural } from './figures.js';
import { reconciliationBar } from './reconciliation-bar.js';
import { TOUR_JOBS } from './tour-jobs.js';
import type { Known, TourStep } from './tour-step.js';

const { ACCOUNT } = ObjectClass;
const SYSTEM = 'salesforce';

const systemOf = ({ facade, stage }: Known) => ({ name: SYSTEM, facade, lookups: stage.lookups });

/** The side of an identity manager: a repository, and what brings it and the org into line. */
export const IDENTITY_STEPS: readonly TourStep[] = [
  {
    name: 'open a repository',
    needs: ['facade'],
    async run(known) {
      const database = await openDatabase({});
      known.repository = {
        database,
        jobs: await readJobs(new SourceDocument(TOUR_JOBS, 'tour.yaml').section()),
      };
      await migrate(database);
      return 'PostgreSQL within this process, its tables made';
    },
  },
  {
    name: 'fetch the lookups',
    needs: ['facade', 'repository'],
    async run(known) {
      const { database, jobs } = known.repository;
      const job = lookupJob(jobs.get('lookups') as LookupsDefinition, systemOf(known));
      const { state, lookups } = await synchronizeLookups(database, job, { signal: known.signal });
      const failure = lookups.find((lookup) => lookup.failure !== undefined);
      if (state !== 'done') throw new Error(failure?.failure ?? `the synchronisation ${state}`);
      const entries = lookups.reduce((sum, lookup) => sum + (lookup.entries ?? 0), 0);
      return `profiles, roles, groups: ${plural(entries, 'code')} and names`;
    },
  },
  {
    name: 'reconcile',
    needs: ['facade', 'repository'],
    async run(known) {
      const { database, jobs } = known.repository;
      const startedMs = performance.now();
      const bar = reconciliationBar(known.stage.progress, known.listed);
      const { run, counts } = await runReconciliation(
        database,
        jobs.get('people') as InboundDefinition,
        systemOf(known),
        { signal: known.signal, onProgress: bar.onProgress },
      ).finally(() => bar.end());
      const all = total(counts);
      const rate = count(perSecond(all, performance.now() - startedMs));
      return {
        words: `${plural(all, 'user')} are identities, ${rate} a second`,
        details: await reportLines(database, run),
      };
    },
  },
  {
    name: 'change a person',
    needs: ['user', 'repository'],
    async run(known) {
      const { database, jobs } = known.repository;
      const identities = new Identities(database, identityTypesOf(jobs.values()));
      const [ada] = await identities.find('user', { userName: known.user.username });
      if (!ada) throw new Error('the reconciliation has not brought Ada');
      await identities.updateIdentity(ada.id, { title: 'Countess' });
      const system = systemOf(known);
      const job = await withLookups(database, jobs.get('provisioning') as OutboundDefinition, system);
      const { counts } = await pushChanges(database, outboundJob(job, system), { signal: known.signal });
      if (total(counts, 'changed') !== 1) throw new Error(`pushed ${total(counts, 'changed')} and not 1`);
      const uid = new Uid(known.user.uid.value);
      const object = await known.facade.get(ACCOUNT, uid, { signal: known.signal });
      const title = String(object?.attributes.single('Title'));
      if (title !== 'Countess') throw new Error(`the org has the title ${title}`);
      return 'a title for her identity; her account has it too';
    },
  },
  {
    name: 'reconcile again',
    needs: ['facade', 'repository'],
    async run(known) {
      const { database, jobs } = known.repository;
      const { counts } = await runReconciliation(
        database,
        jobs.get('people') as InboundDefinition,
        systemOf(known),
        { signal: known.signal },
      );
      return `${plural(total(counts), 'change')} since then, ${total(counts, 'changed')} to bring over`;
    },
  },
];

/** The report of the run, as `icf report` prints it; the time of day is no news here. */
async function reportLines(database: Database, run: string): Promise<readonly string[]> {
  let text = '';
  for await (const piece of textReport(await runReport(database, run))) text += piece;
  return text
    .trimEnd()
    .replace(/ Begun .*\n/, '\n')
    .split('\n');
}
