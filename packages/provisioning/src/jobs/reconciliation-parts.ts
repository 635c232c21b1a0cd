import { ObjectClass } from '@icf-ts/framework';
import { compileCorrelation } from '../correlation/compile-correlation.js';
import type { Correlation } from '../correlation/correlation.js';
import { shippedPreset } from '../document/shipped-presets.js';
import type { Section } from '../document/source-document.js';
import { readSyncJson } from '../forgerock/read-sync-json.js';
import { compileMapping } from '../mapping/compile-map.js';
import type { IdentityMapping } from '../mapping/identity-mapping.js';
import type { Lookups } from '../mapping/translation.js';
import { readActions } from '../situations/read-actions.js';
import type { ActionRules } from '../situations/situation.js';
import { fileOf, partOf, type FileTexts } from './job-part.js';
import { JOB_DEFAULTS, type JobDocument } from './job-schema.js';

/** What a job that reconciles is made of, whether a sync.json says it or the job itself. */
export interface ReconciliationParts {
  readonly type: 'inbound' | 'outbound';
  /** Where a sync.json names it. */
  readonly connector?: string;
  readonly objectClass: ObjectClass;
  readonly identityType: string;
  readonly mapping: IdentityMapping;
  readonly correlation: Correlation;
  readonly actions: ActionRules;
}

export interface PartsOptions {
  readonly lookups: Lookups;
  readonly files: FileTexts;
  /** Attributes to ask for beside those of map and correlation; undefined: there is no telling which. */
  readonly alsoGet: readonly string[] | undefined;
}

/** Finds nothing: every object is new. */
const NO_CORRELATION: Correlation = {
  attributes: [],
  keys: [],
  keysOf: () => [],
  probesOf: () => [],
  objectProbesOf: () => [],
  decide: () => [],
  decideObjects: () => [],
};

/** @throws ConfigurationException; undefined where something was complained of already. */
export async function partsOf(
  section: Section,
  job: JobDocument,
  options: PartsOptions,
): Promise<ReconciliationParts | undefined> {
  if (job.syncJson !== undefined) return partsOfSyncJson(section, job, options);
  const { lookups, files } = options;
  const [map, rules, actions] = [
    await partOf(section.at('map'), 'maps', files),
    await partOf(section.at('correlation'), 'correlations', files),
    await partOf(section.at('actions'), 'actions', files),
  ];
  if (!map) return undefined;
  const correlation = rules ? await compileCorrelation(rules) : NO_CORRELATION;
  const { itResource, trusted } = job;
  const mapping = await compileMapping(map, {
    lookups,
    ...(trusted === undefined ? {} : { trusted }),
    ...(itResource ? { itResource } : {}),
    alsoGet: [...(correlation.attributes ?? []), ...(options.alsoGet ?? [])],
  });
  return {
    type: job.type as ReconciliationParts['type'],
    objectClass: new ObjectClass(job.objectClass ?? JOB_DEFAULTS.objectClass),
    identityType: job.identityType ?? JOB_DEFAULTS.identityType,
    mapping: correlation.attributes && options.alsoGet ? mapping : askingForEverything(mapping),
    correlation,
    actions: readActions(actions ?? shippedPreset('actions', 'report', () => undefined)!),
  };
}

async function partsOfSyncJson(
  section: Section,
  job: JobDocument,
  { lookups, files, alsoGet }: PartsOptions,
): Promise<ReconciliationParts | undefined> {
  const document = await fileOf(section.at('syncJson'), files);
  if (!document) return undefined;
  const rules = await partOf(section.at('correlation'), 'correlations', files);
  const correlation = rules && (await compileCorrelation(rules));
  const mappings = await readSyncJson(document, {
    lookups,
    alsoGet: [...(alsoGet ?? []), ...(correlation?.attributes ?? [])],
  });
  const names = mappings.map(({ name }) => name);
  const found =
    mappings.find(({ name }) => name === job.mapping) ?? (names.length === 1 ? mappings[0] : undefined);
  if (!found || (job.mapping !== undefined && found.name !== job.mapping)) {
    section
      .at(job.mapping === undefined ? 'syncJson' : 'mapping')
      .complain(`names no mapping of ${document.file}; write mapping: ${names.join(', or ')}`);
    return undefined;
  }
  const { direction, system, correlation: own } = found;
  return {
    type: direction,
    connector: system,
    objectClass: found.objectClass,
    identityType: found.identityType,
    mapping: alsoGet ? found.mapping : askingForEverything(found.mapping),
    correlation: correlation ?? own ?? NO_CORRELATION,
    actions: found.actions,
  };
}

const askingForEverything = (mapping: IdentityMapping): IdentityMapping => ({
  attributesToGet: undefined,
  identityMembers: mapping.identityMembers,
  secrets: mapping.secrets,
  plainPaths: mapping.plainPaths,
  toIdentity: (...given) => mapping.toIdentity(...given),
  toAttributes: (...given) => mapping.toAttributes(...given),
});
