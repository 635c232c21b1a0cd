/**
 * What a write does to the memberships that it does not name. `replace`: what is given is what there is. `merge`: a
 * write only adds, unless a delta removes a value by name. `only-ours`: replaces among those whose name, label or id
 * matches one of `managed` (`*` stands for any characters), and never touches others.
 */
export type MembershipPolicy =
  | { readonly mode: 'replace' | 'merge' }
  | { readonly mode: 'only-ours'; readonly managed: readonly string[] };

export const POLICY_MODES = ['replace', 'merge', 'only-ours'] as const;
