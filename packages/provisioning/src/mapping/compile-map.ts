import {
  Uid,
  foldCase,
  lookupFormat,
  type Attribute,
  type ConnectorObject,
  type ItResource,
} from '@icf-ts/framework';
import type { ValidateFunction } from 'ajv';
import type { Section } from '../document/source-document.js';
import type { JsonObject } from '../repository/identity.js';
import { MappingError, type IdentityMapping, type SecretEntry } from './identity-mapping.js';
import { applyEntry, type InboundEntry } from './inbound-entry.js';
import { isSecret, type MapEntry } from './map-entry.js';
import { rulesOf } from './map-rules.js';
import { objectView } from './object-view.js';
import { slotOf } from './object-slot.js';
import { attributeToWrite, labelled, type OutboundAttribute, type OutboundEntry } from './outbound-entry.js';
import { findMapPreset } from './presets.js';
import { readMap, type MapDefinition } from './read-map.js';
import type { Lookups } from './translation.js';

export interface MappingOptions {
  /** Whether the system is trusted, so that `trustedDefault` counts. */
  readonly trusted?: boolean;
  /** Asked at every use, so that a synchronisation takes effect at once. Default: there are none. */
  readonly lookups?: Lookups;
  /** Where given, identities hold lookup values in Oracle's form: `KEY~CODE`, `NAME~DECODE`. */
  readonly itResource?: ItResource;
  /** Attributes to ask for beside those of the map, such as the ones that correlation compares. */
  readonly alsoGet?: readonly string[];
}

/**
 * Compiles the map that stands at `section`: expressions are read, modules loaded, presets found.
 * @throws ConfigurationException with every problem, each with `file:line:column` and its path.
 */
export async function compileMapping(
  section: Section,
  options: MappingOptions = {},
): Promise<IdentityMapping> {
  const definition = readMap(section, findMapPreset);
  section.document.refuse();
  return compileDefinition(definition, options);
}

/** As {@link compileMapping}, for a map that was read already. */
export async function compileDefinition(
  definition: MapDefinition,
  { trusted = false, lookups = () => undefined, itResource, alsoGet = [] }: MappingOptions = {},
): Promise<IdentityMapping> {
  const format = itResource && lookupFormat('oracle', itResource);
  const slot = ({ entry }: MapEntry) => slotOf(entry, lookups, format);
  const inbound: InboundEntry[] = [];
  for (const each of definition.inbound) {
    const { label, path, entry } = each;
    const rules = await rulesOf(each, trusted);
    inbound.push({ label, path: path!, rules, slot: entry.attribute === undefined ? undefined : slot(each) });
  }
  const outbound: (readonly [MapEntry, OutboundEntry])[] = [];
  for (const each of definition.outbound) {
    const { label, path } = each;
    outbound.push([each, { label, path, rules: await rulesOf(each, trusted), slot: slot(each) }]);
  }
  const used = [...definition.inbound, ...definition.outbound];
  for (const document of new Set(used.map((each) => each.section.document))) document.refuse();
  return new CompiledMapping(
    inbound,
    attributesOf(outbound),
    definition.schemas,
    attributesToGet(used, inbound, alsoGet),
    secretEntriesOf(definition.outbound),
    plainPathsOf(used),
  );
}

const secretEntriesOf = (outbound: readonly MapEntry[]): readonly SecretEntry[] =>
  outbound.flatMap(({ path, entry }) =>
    path && isSecret(entry) ? [{ path, attribute: entry.attribute! }] : [],
  );

const plainPathsOf = (used: readonly MapEntry[]): readonly string[] => [
  ...new Set(used.flatMap(({ path, entry }) => (path && !isSecret(entry) ? [path.text] : []))),
];

class CompiledMapping implements IdentityMapping {
  readonly attributesToGet: readonly string[] | undefined;
  readonly identityMembers: ReadonlySet<string> | undefined;
  readonly secrets: readonly SecretEntry[];
  readonly plainPaths: readonly string[];
  readonly #inbound: readonly InboundEntry[];
  readonly #outbound: readonly OutboundAttribute[];
  readonly #schemas: readonly ValidateFunction[];
  readonly #needsObject: boolean;

  constructor(
    inbound: readonly InboundEntry[],
    outbound: readonly OutboundAttribute[],
    schemas: readonly ValidateFunction[],
    attributes: readonly string[] | undefined,
    secrets: readonly SecretEntry[],
    plainPaths: readonly string[],
  ) {
    this.#inbound = inbound;
    this.#outbound = outbound;
    this.#schemas = schemas;
    this.#needsObject = inbound.some(({ rules }) => rules.codes.some(({ needsObject }) => needsObject));
    this.attributesToGet = attributes;
    this.identityMembers = membersOf(outbound.flatMap(({ entries }) => entries));
    this.secrets = secrets;
    this.plainPaths = plainPaths;
  }

  toIdentity(object: ConnectorObject, held: JsonObject | undefined): JsonObject {
    const present = held && this.#withoutSecrets(held);
    const context = {
      identity: present ?? {},
      object: this.#needsObject ? objectView(object) : {},
      operation: present ? ('update' as const) : ('create' as const),
    };
    let identity = present ?? {};
    const own = new Set<object>();
    for (const entry of this.#inbound) {
      identity = labelled(entry, () => applyEntry(entry, object, identity, context, own));
    }
    for (const validate of this.#schemas) {
      if (!validate(identity)) throw new MappingError(`The identity is not valid: ${faults(validate)}.`);
    }
    return identity;
  }

  toAttributes(...[held, present, secrets]: Parameters<IdentityMapping['toAttributes']>): Attribute[] {
    const identity = this.#withoutSecrets(held);
    const context = { identity, operation: present ? ('update' as const) : ('create' as const) };
    const given = { identity, present, secrets, context };
    const attributes: Attribute[] = [];
    for (const target of this.#outbound) {
      const attribute = attributeToWrite(target, given);
      if (attribute) attributes.push(attribute);
    }
    return attributes;
  }

  /** A repository may hold secrets that were written before the map had their paths. */
  #withoutSecrets(identity: JsonObject): JsonObject {
    return this.secrets.reduce((left, { path }) => path.without(left), identity);
  }
}

const faults = (validate: ValidateFunction): string =>
  (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'it'} ${message}`).join(', ');

function attributesOf(
  entries: readonly (readonly [MapEntry, OutboundEntry])[],
): readonly OutboundAttribute[] {
  const groups = new Map<string, (typeof entries)[number][]>();
  for (const each of entries) {
    const key = foldCase(each[0].entry.attribute!);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const [[{ entry: first, section }]] = group as [(typeof entries)[number]];
    if (group.length > 1 && group.some(([{ entry }]) => entry.part === undefined)) {
      section.complain(`'${first.attribute}' is written as a whole and in parts; keep one`);
      section.document.refuse();
    }
    return {
      name: first.attribute!,
      textCase: group.some(([{ entry }]) => entry.textCase === 'ignore') ? 'ignore' : 'exact',
      secret: isSecret(first),
      entries: group.map(([, compiled]) => compiled),
    };
  });
}

/** What the map reads, on either way: to write only what differs, the present values are needed too. */
function attributesToGet(
  used: readonly MapEntry[],
  inbound: readonly InboundEntry[],
  alsoGet: readonly string[],
): readonly string[] | undefined {
  const names = new Map(alsoGet.map((name) => [foldCase(name), name]));
  for (const { entry } of used) {
    if (entry.attribute !== undefined && !isSecret(entry))
      names.set(foldCase(entry.attribute), entry.attribute);
  }
  for (const code of inbound.flatMap(({ rules }) => rules.codes)) {
    if (!code.needsObject) continue;
    if (!code.objectMembers) return undefined;
    for (const name of code.objectMembers) names.set(foldCase(name), name);
  }
  names.delete(foldCase(Uid.NAME));
  return [...names.values()];
}

/** What the outbound entries read of an identity; undefined where a module or an expression does not show it. */
function membersOf(entries: readonly OutboundEntry[]): ReadonlySet<string> | undefined {
  const members = new Set<string>();
  for (const { path, rules } of entries) {
    if (path) members.add(path.member);
    for (const { identityMembers } of rules.codes) {
      if (!identityMembers) return undefined;
      for (const name of identityMembers) members.add(name);
    }
  }
  return members;
}
