import { text } from '../words/text.js';
import { MapProblem, meantOrKnown } from './map-problem.js';

/**
 * What a write does to the memberships that it does not name. `replace`: what is given is what there is. `merge`: a
 * write only adds, unless a delta removes a value by name. `only-ours`: replaces among those whose name, label or id
 * matches one of `managed` (`*` stands for any characters), and never touches others.
 */
export type MembershipPolicy =
  | { readonly mode: 'replace' | 'merge' }
  | { readonly mode: 'only-ours'; readonly managed: readonly string[] };

export const POLICY_MODES = ['replace', 'merge', 'only-ours'] as const;

const KEYS = ['policy', 'managed'];

/**
 * A policy as it stands in YAML: a mode, or `{policy: only-ours, managed: [IAM_*]}`.
 * @throws MapProblem saying what is wrong with it.
 */
export function policyOf(of: string, given: unknown): MembershipPolicy {
  const { policy, managed, ...rest } = (
    typeof given === 'object' && given !== null ? given : { policy: given }
  ) as Record<string, unknown>;
  const mode = POLICY_MODES.find((known) => known === policy);
  if (!mode) throw new MapProblem(text('map.oneOf', `${of}.policy`, POLICY_MODES.join(', ')));
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new MapProblem(text('map.unknown', `${of}.${unknown}`), meantOrKnown(unknown, KEYS));
  if (mode !== 'only-ours') {
    if (managed !== undefined) throw new MapProblem(text('map.cannotHave', of, `policy ${mode}`, 'managed'));
    return { mode };
  }
  const isList =
    Array.isArray(managed) &&
    managed.length > 0 &&
    managed.every((pattern) => typeof pattern === 'string' && pattern !== '');
  if (!isList) throw new MapProblem(text('map.needs', of, 'managed: [IAM_*, …]'));
  return { mode, managed: managed as string[] };
}
