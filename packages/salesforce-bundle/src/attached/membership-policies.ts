import { ConfigurationException, foldCase } from '@icf-ts/framework/spi';
import { parse } from 'yaml';
import { policyOf, type MembershipPolicy } from '../mapping/membership-policy.js';
import { ObjectMapping } from '../mapping/object-mapping.js';
import { ATTACHED_KINDS } from './attached-kind.js';
import type { Reference } from './resolve-references.js';

/** Policies by the name of the kind. */
export type MembershipPolicies = ReadonlyMap<string, MembershipPolicy>;

const KINDS = ATTACHED_KINDS.filter(({ shape }) => shape === 'membership').map(({ name }) => name);

/**
 * Reads the property: YAML or JSON. Either a mode for all kinds, or a mode for each; `only-ours` has `managed` beside it:
 * `permissionSets: {policy: only-ours, managed: [IAM_*]}`.
 * @throws ConfigurationException saying what is wrong with it.
 */
export function readMembershipPolicies(yaml: string): MembershipPolicies {
  const refuse = (problem: string): never => {
    throw new ConfigurationException(`The membership policies are not valid: ${problem}.`);
  };
  const policy = (of: string, given: unknown): MembershipPolicy => {
    try {
      return policyOf(of, given);
    } catch (error) {
      return refuse((error as Error).message);
    }
  };
  let content: unknown;
  try {
    content = parse(yaml);
  } catch (error) {
    return refuse((error as Error).message.split('\n')[0]!.replace(/[.:]$/, ''));
  }
  if (typeof content === 'string') {
    const all = policy('all kinds', content);
    return new Map(KINDS.map((name) => [name, all]));
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return refuse('give a policy, or a policy for each kind of membership');
  return new Map(
    Object.entries(content).map(([key, value]) => {
      const name = KINDS.find((kind) => foldCase(kind) === foldCase(key));
      return [name ?? refuse(`there is no kind '${key}'; there are ${KINDS.join(', ')}`), policy(key, value)];
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
