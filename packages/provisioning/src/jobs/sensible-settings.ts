import type { Section } from '../document/source-document.js';
import type { ActionRules } from '../situations/situation.js';
import type { JobDocument, JobType } from './job-schema.js';

/** Complains of inbound actions that would do nothing: identities are disabled by what `disabled` says. */
export function checkDisabling(section: Section, { disabled }: JobDocument, actions: ActionRules): void {
  const situations = Object.entries(actions).flatMap(([name, action]) =>
    action === 'disable' ? [name] : [],
  );
  if (disabled !== undefined || situations.length === 0) return;
  section
    .at('actions')
    .complain(
      `disables identities (${situations.join(', ')}), and nothing says what a disabled one gets; add disabled, such as disabled: { active: false }`,
    );
}

const BOTH = ['inbound', 'outbound'] as const;

/** Settings that only some types of jobs can follow. */
const ONLY_FOR: Partial<Record<keyof JobDocument, readonly JobType[]>> = {
  objectClass: BOTH,
  identityType: BOTH,
  map: BOTH,
  correlation: BOTH,
  actions: BOTH,
  syncJson: BOTH,
  mapping: BOTH,
  filter: ['inbound'],
  condition: BOTH,
  trusted: ['inbound'],
  disabled: ['inbound'],
  extent: ['inbound'],
  batchSize: BOTH,
  parallel: BOTH,
  reserveCalls: BOTH,
  liveSeconds: BOTH,
  lookups: ['lookups'],
};

/** What a sync.json says itself. */
const OF_SYNC_JSON: readonly (keyof JobDocument)[] = [
  'type',
  'objectClass',
  'identityType',
  'map',
  'correlation',
  'actions',
];

/** Complains of settings that a job cannot follow: one that is silently passed over would be believed in. */
export function checkSensible(section: Section, job: JobDocument, type: JobType | undefined): void {
  const names = Object.keys(job) as (keyof JobDocument)[];
  for (const name of names) {
    const types = ONLY_FOR[name];
    if (types && type && !types.includes(type))
      section.at(name).complain(`is for jobs of type ${types.join(' or ')}, and this one is ${type}`);
    if (job.syncJson !== undefined && OF_SYNC_JSON.includes(name) && name !== 'correlation')
      section.at(name).complain('is told by the sync.json; take it out');
  }
  if (job.mapping !== undefined && job.syncJson === undefined)
    section.at('mapping').complain('names a mapping of a sync.json; add syncJson');
  if (job.syncJson === undefined && type !== 'lookups' && job.map === undefined)
    section.complain('has no map; add one, such as map: forgerock');
  if (job.filter !== undefined && (job.extent === 'changes' || job.liveSeconds !== undefined))
    section.at('filter').complain('cannot be asked of changes; make it a condition of the job');
}
