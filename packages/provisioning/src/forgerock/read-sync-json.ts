import { ObjectClass } from '@icf-ts/framework';
import { compileCorrelation } from '../correlation/compile-correlation.js';
import type { Correlation } from '../correlation/correlation.js';
import { SourceDocument, type Section } from '../document/source-document.js';
import { compileDefinition, type MappingOptions } from '../mapping/compile-map.js';
import type { IdentityMapping } from '../mapping/identity-mapping.js';
import type { ActionRules } from '../situations/situation.js';
import { correlationOf } from './sync-correlation.js';
import { SYNC_JSON_SCHEMA, type SyncMappingDocument } from './sync-json-schema.js';
import { policiesOf } from './sync-policies.js';
import { entriesOfProperties, isScript, scriptProblem } from './sync-properties.js';

/** A mapping of a sync.json, as the parts of a job. */
export interface SyncMapping {
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  /** The connector's name: of `system/salesforce/User`, salesforce. */
  readonly system: string;
  readonly objectClass: ObjectClass;
  /** Of `managed/user`, user. */
  readonly identityType: string;
  readonly mapping: IdentityMapping;
  /** Undefined where the mapping has none. */
  readonly correlation: Correlation | undefined;
  readonly actions: ActionRules;
}

/** What does its work with scripts, and what takes its place here. */
const SCRIPTED: Readonly<Record<string, string>> = {
  validSource: 'give the job a condition',
  validTarget: 'give the job a filter',
  correlationScript: 'give the job correlation rules',
};

/**
 * Reads ForgeRock's sync.json as it is. Its scripts are not run: those of type `text/cel` are expressions, others are
 * refused.
 * @throws ConfigurationException with every problem, each with `file:line:column` and its path.
 */
export async function readSyncJson(
  document: SourceDocument,
  options: MappingOptions = {},
): Promise<readonly SyncMapping[]> {
  const { mappings } = document.section().checked<{
    readonly mappings: readonly SyncMappingDocument[];
  }>(SYNC_JSON_SCHEMA);
  const read = mappings.map((mapping, index) => readMapping(mapping, document.section('mappings', index)));
  document.refuse();
  return Promise.all(
    read.map(async ({ ends, entries, rules, actions, name }): Promise<SyncMapping> => {
      const correlation =
        rules &&
        (await compileCorrelation(new SourceDocument(JSON.stringify({ rules }), document.file).section()));
      const own = ends!.direction === 'inbound' ? { inbound: entries } : { outbound: entries };
      const mapping = await compileDefinition(
        { inbound: [], outbound: [], schemas: [], ...own },
        { ...options, alsoGet: [...(options.alsoGet ?? []), ...(correlation?.attributes ?? [])] },
      );
      return { name, ...ends!, mapping, correlation, actions };
    }),
  );
}

function readMapping(mapping: SyncMappingDocument, section: Section) {
  const ends = endsOf(mapping, section);
  for (const [key, value] of Object.entries(mapping)) {
    if (Object.hasOwn(SCRIPTED, key))
      section.at(key).complain(`is a script, which is not run; ${SCRIPTED[key]}`);
    else if (isScript(value) && key !== 'correlationQuery') section.at(key).complain(scriptProblem(value));
  }
  const direction = ends?.direction ?? 'inbound';
  return {
    name: mapping.name,
    ends,
    entries: entriesOfProperties(section.at('properties'), direction),
    rules: correlationOf(mapping, section, direction),
    actions: policiesOf(section.at('policies')),
  };
}

type Ends = Pick<SyncMapping, 'direction' | 'system' | 'objectClass' | 'identityType'>;

function endsOf({ source, target }: SyncMappingDocument, section: Section): Ends | undefined {
  const [from, to] = [endOf(source), endOf(target)];
  if (from?.kind === 'system' && to?.kind === 'managed') return ends('inbound', from.path, to.path);
  if (from?.kind === 'managed' && to?.kind === 'system') return ends('outbound', to.path, from.path);
  section.complain(
    `leads from ${source} to ${target}; one end must be a system, as system/salesforce/User, and the other managed, as managed/user`,
  );
  return undefined;
}

function ends(direction: Ends['direction'], system: readonly string[], managed: readonly string[]): Ends {
  return {
    direction,
    system: system[0]!,
    objectClass: new ObjectClass(system[1]!),
    identityType: managed.join('/'),
  };
}

function endOf(
  text: string,
): { readonly kind: 'system' | 'managed'; readonly path: readonly string[] } | undefined {
  const [kind, ...path] = text.split('/').filter(Boolean);
  if (kind === 'system' && path.length === 2) return { kind, path };
  return kind === 'managed' && path.length > 0 ? { kind, path } : undefined;
}
