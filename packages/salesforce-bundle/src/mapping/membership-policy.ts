/**
 * What a write does to the memberships that it does not name. `replace`: what is given is what there is. `merge`: a
 * write only adds, unless a delta removes a value by name. `only-ours`: replaces among those whose name, label or id
 * matches one of `managed` (`*` stands for any characters), and never touches others.
 */
export type MembershipPolicy =
  | { readonly mode: 'replace' | 'merge' }
  | { readonly mode: 'only-ours'; readonly managed: readonly string[] };

export const POLICY_MODES = ['replace', 'merge', 'only-ours'] as const;

/**
 * A policy as it stands in YAML: a mode, or `{policy: only-ours, managed: [IAM_*]}`.
 * @throws Error saying what is wrong with it, as a sentence without a full stop.
 */
export function policyOf(of: string, given: unknown): MembershipPolicy {
  const { policy, managed, ...rest } = (
    typeof given === 'object' && given !== null ? given : { policy: given }
  ) as Record<string, unknown>;
  const mode = POLICY_MODES.find((known) => known === policy);
  if (!mode) throw new Error(`the policy of ${of} must be one of ${POLICY_MODES.join(', ')}`);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new Error(`'${unknown}' of ${of} is not known; there are policy and managed`);
  if (mode !== 'only-ours') {
    if (managed !== undefined) throw new Error(`${of} has 'managed', which belongs to only-ours`);
    return { mode };
  }
  const isList =
    Array.isArray(managed) &&
    managed.length > 0 &&
    managed.every((pattern) => typeof pattern === 'string' && pattern !== '');
  if (!isList)
    throw new Error(`only-ours of ${of} needs 'managed', a list of names or patterns such as IAM_*`);
  return { mode, managed: managed as string[] };
}
