import { ConfigurationException, isConnectorException, parseFilter, type Filter } from '@icf-ts/framework';
import type { Section } from '../document/source-document.js';
import { codeOf, type Code } from '../expressions/code.js';
import type { IdentityMapping } from '../mapping/identity-mapping.js';
import { objectView } from '../mapping/object-view.js';
import type { Lookups } from '../mapping/translation.js';
import { sharingKeys } from '../identities/shared-keys.js';
import { fingerprintOf } from './job-fingerprint.js';
import { identityTypesOf, secretConflicts } from './identity-types.js';
import type { JobDefinition, ReconciliationDefinition } from './job.js';
import { JOB_DEFAULTS, JOB_SCHEMA, type JobDocument } from './job-schema.js';
import type { FileTexts } from './job-part.js';
import { partsOf } from './reconciliation-parts.js';
import { checkSchedule } from '../schedule/check-schedule.js';
import { checkDisabling, checkSensible } from './sensible-settings.js';

/** The connectors that jobs can name. */
export interface KnownConnectors {
  readonly names: readonly string[];
  /** The one that is meant where none is named. */
  readonly default: string | undefined;
}

/**
 * Reads the jobs of a configuration and compiles everything in them, so that nothing is left to go wrong but the
 * systems themselves. Without `connectors` the names of connectors are not looked at.
 * @throws ConfigurationException with every problem of all jobs, each with `file:line:column` and its path.
 */
export async function readJobs(
  section: Section,
  connectors?: KnownConnectors,
): Promise<ReadonlyMap<string, JobDefinition>> {
  const problems: string[] = [];
  const noting = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!isConnectorException(error)) throw error;
      problems.push(...error.message.split('\n'));
      return undefined;
    }
  };
  const jobs: JobDefinition[] = [];
  for (const name of Object.keys((section.value as object | undefined) ?? {})) {
    const own = section.at(name);
    const job = await noting(() => readJob(name, own));
    if (job) jobs.push(job);
    if (connectors) checkConnector(own, job, connectors);
    await noting(() => own.document.refuse());
  }
  problems.push(...secretConflicts(jobs));
  if (problems.length > 0) throw new ConfigurationException([...new Set(problems)].join('\n'));
  return new Map(withAllKeys(jobs).map((job) => [job.name, job]));
}

/** Also of a job that could not be read for other mistakes. */
function checkConnector(section: Section, job: JobDefinition | undefined, connectors: KnownConnectors): void {
  const { names, default: meant } = connectors;
  const known = names.length > 0 ? `there is ${names.join(', ')}` : 'the file names none';
  const own = section.at('connector');
  if (typeof own.value === 'string') {
    if (!names.includes(own.value)) own.complain(`'${own.value}' is no connector of this file; ${known}`);
  } else if (job && job.connector === undefined) {
    if (meant === undefined) section.complain(`needs a connector, and it is not told which; ${known}`);
  } else if (job && !names.includes(job.connector!)) {
    section.complain(
      `its sync.json names the connector '${job.connector}', which this file does not have; ${known}. Add the connector that is meant`,
    );
  }
}

async function readJob(name: string, section: Section): Promise<JobDefinition | undefined> {
  const job = section.checked<JobDocument>(JOB_SCHEMA);
  checkSchedule(section);
  const base = {
    name,
    place: section.place,
    connector: job.connector,
    schedule: job.schedule,
    timeZone: job.timeZone,
    liveSeconds: job.liveSeconds,
    reports: job.reports && { folder: job.reports.folder, forms: job.reports.forms ?? (['html'] as const) },
  };
  if (job.type === undefined && job.syncJson === undefined) {
    section.complain('has no type; write inbound, outbound or lookups');
    return undefined;
  }
  if (job.type === 'lookups') {
    checkSensible(section, job, 'lookups');
    return { ...base, type: 'lookups', only: job.lookups, itResource: job.itResource };
  }
  return reconciliation(section, job, base);
}

async function reconciliation(
  section: Section,
  job: JobDocument,
  base: Pick<
    JobDefinition,
    'name' | 'place' | 'connector' | 'schedule' | 'timeZone' | 'liveSeconds' | 'reports'
  >,
): Promise<ReconciliationDefinition | undefined> {
  const files: FileTexts = new Map();
  let lookups: Lookups = () => undefined;
  const condition = section.at('condition');
  // Which of the two it may speak of depends on the direction, which a sync.json tells only when it is read.
  const objectCode =
    job.type === 'outbound' ? undefined : await codeOf(condition, ['object', 'identity'], 'bool');
  const parts = await partsOf(section, job, {
    lookups: (name) => lookups(name),
    files,
    alsoGet: objectCode ? objectCode.objectMembers && [...objectCode.objectMembers] : [],
  });
  checkSensible(section, job, parts?.type ?? job.type);
  const code = parts?.type === 'outbound' ? await codeOf(condition, ['identity'], 'bool') : objectCode;
  const filter = filterOf(section.at('filter'));
  if (!parts) return undefined;
  if (parts.type === 'inbound') checkDisabling(section, job, parts.actions);
  const common = {
    ...base,
    ...parts,
    connector: base.connector ?? parts.connector,
    batchSize: job.batchSize ?? JOB_DEFAULTS.batchSize[parts.type],
    parallel: job.parallel,
    reserveCalls: job.reserveCalls,
    fingerprint: fingerprintOf(job, files),
    useLookups: (given: Lookups) => {
      lookups = given;
    },
  };
  if (parts.type === 'outbound') {
    return {
      ...common,
      type: 'outbound',
      identityMembers: membersOf(parts.mapping, code),
      qualifies: code && (({ attributes }) => code.run({ identity: attributes }) === true),
    };
  }
  return {
    ...common,
    type: 'inbound',
    extent: job.extent ?? JOB_DEFAULTS.extent,
    filter,
    disabled: job.disabled,
    qualifies: code && ((object) => code.run({ identity: {}, object: objectView(object) }) === true),
  };
}

/** What map and condition of an outbound job read of an identity. */
function membersOf({ identityMembers }: IdentityMapping, condition: Code | undefined) {
  if (!condition || !identityMembers) return identityMembers;
  return condition.identityMembers && new Set([...identityMembers, ...condition.identityMembers]);
}

function filterOf(section: Section): Filter | undefined {
  if (section.value === undefined) return undefined;
  try {
    return parseFilter(section.value as string);
  } catch (error) {
    // The lines after the first show the place, which the document tells better.
    section.complain((error as Error).message.split('\n')[0]!);
    return undefined;
  }
}

/** Identities are written with the keys of all jobs for them: what one writes, the others have to find. */
function withAllKeys(jobs: readonly JobDefinition[]): readonly JobDefinition[] {
  const types = identityTypesOf(jobs);
  return jobs.map((job) =>
    job.type === 'lookups'
      ? job
      : { ...job, correlation: sharingKeys(job.correlation, types.get(job.identityType)!.correlations) },
  );
}
