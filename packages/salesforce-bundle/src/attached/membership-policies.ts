import { foldCase } from '@icf-ts/framework/spi';
import { parse } from 'yaml';
import { MapProblem, meantOrKnown } from '../mapping/map-problem.js';
import { policyOf, type MembershipPolicy } from '../mapping/membership-policy.js';
import { ObjectMapping } from '../mapping/object-mapping.js';
import { text } from '../words/text.js';
import { ATTACHED_KINDS } from './attached-kind.js';
import type { Reference } from './resolve-references.js';

/** Policies by the name of the kind. */
export type MembershipPolicies = ReadonlyMap<string, MembershipPolicy>;

const KINDS = ATTACHED_KINDS.filter(({ shape }) => shape === 'membership').map(({ name }) => name);

/**
 * Reads the property: YAML or JSON. Either a mode for all kinds, or a mode for each; `only-ours` has `managed` beside it:
 * `permissionSets: {policy: only-ours, managed: [IAM_*]}`.
 * @throws MapProblem saying what is wrong with it.
 */
export function readMembershipPolicies(yaml: string): MembershipPolicies {
  let content: unknown;
  try {
    content = parse(yaml);
  } catch (error) {
    // The reader of YAML has words of its own.
    const [problem = ''] = (error as Error).message.split('\n');
    throw new MapProblem(problem.replace(/:?$/, '.'));
  }
  if (typeof content === 'string') {
    const all = policyOf('membershipPolicies', content);
    return new Map(KINDS.map((name) => [name, all]));
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new MapProblem(text('map.form', 'membershipPolicies', 'groups: merge'));
  return new Map(
    Object.entries(content).map(([key, value]) => {
      const name = KINDS.find((kind) => foldCase(kind) === foldCase(key));
      if (name === undefined) throw new MapProblem(text('map.unknown', key), meantOrKnown(key, KINDS));
      return [name, policyOf(key, value)];
    }),
  );
}

/** The same mappings, with policies for the memberships that a map gives none. */
export function withPolicies(
  mappings: readonly ObjectMapping[],
  policies: MembershipPolicies,
): readonly ObjectMapping[] {
  if (policies.size === 0) return mappings;
  return mappings.map((mapping) => {
    const attached = mapping.attached.map((entry) => ({
      ...entry,
      policy: entry.policy ?? policies.get(entry.attached),
    }));
    return new ObjectMapping({ ...mapping, attached });
  });
}

/** Whether writes may add and remove it. Patterns look at names, label and id, without regard to case. */
export function isManaged(policy: MembershipPolicy | undefined, { id, names }: Reference): boolean {
  if (policy?.mode !== 'only-ours') return true;
  return policy.managed.some((pattern) => {
    const text = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    const matcher = new RegExp(`^${text.join('.*')}$`, 'is');
    return [id, id.slice(0, 15), ...names].some((name) => matcher.test(name));
  });
}
