import { identityUrl } from '../identity/identity-answer.js';
import type { OrgState } from '../org-state.js';
import { ok } from './rest-call.js';
import type { RestCall, RestResource } from './rest-call.js';

/** Limits a client may look at; those of the daily requests and of bulk jobs move. */
const LIMITS: Readonly<Record<string, number>> = {
  ConcurrentAsyncGetReportInstances: 200,
  ConcurrentSyncReportRuns: 20,
  DailyAsyncApexExecutions: 250_000,
  DailyBulkV2QueryFileStorageMB: 976_562,
  DailyDurableStreamingApiEvents: 10_000,
  DailyGenericStreamingApiEvents: 10_000,
  DailyStreamingApiEvents: 10_000,
  DailyWorkflowEmails: 195,
  DataStorageMB: 5,
  FileStorageMB: 20,
  HourlyTimeBasedWorkflow: 50,
  MassEmail: 10,
  PermissionSets: 1_500,
  SingleEmail: 15,
};

function limits({ usage, bulkJobs }: OrgState): Record<string, unknown> {
  const daily = { Max: usage.limit, Remaining: Math.max(0, usage.limit - usage.usedToday) };
  const { dailyBatches, dailyQueryJobs } = bulkJobs.settings;
  const maxima = { ...LIMITS, DailyBulkApiBatches: dailyBatches, DailyBulkV2QueryJobs: dailyQueryJobs };
  const used: Readonly<Record<string, number>> = {
    DailyBulkApiBatches: bulkJobs.batches.used,
    DailyBulkV2QueryJobs: bulkJobs.queryJobs.used,
  };
  const others = Object.entries(maxima).map(
    ([name, max]) => [name, { Max: max, Remaining: Math.max(0, max - (used[name] ?? 0)) }] as const,
  );
  const all = [['DailyApiRequests', daily] as const, ...others];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Rows of the objects named as `sObjects=Account,Contact`, of all objects otherwise. */
function recordCounts({ org, query }: RestCall): readonly object[] {
  const wanted = query.sObjects?.split(',').map((name) => org.catalog.named(name.trim()));
  return (wanted ?? org.catalog.objects)
    .filter((spec) => spec !== undefined)
    .map(({ name }) => ({ count: org.store.table(name).size, name }));
}

export const ROOT_RESOURCES: readonly RestResource[] = [
  {
    path: '/',
    methods: {
      // Only what the org really serves; `identity` alone is absolute, clients follow it as it is.
      GET: ({ org, basePath, runningUser }) =>
        ok({
          composite: `${basePath}/composite`,
          identity: identityUrl(org, runningUser.Id),
          jobs: `${basePath}/jobs`,
          limits: `${basePath}/limits`,
          query: `${basePath}/query`,
          queryAll: `${basePath}/queryAll`,
          sobjects: `${basePath}/sobjects`,
        }),
    },
  },
  { path: '/limits', methods: { GET: ({ org }) => ok(limits(org)) } },
  { path: '/limits/recordCount', methods: { GET: (call) => ok({ sObjects: recordCounts(call) }) } },
];
