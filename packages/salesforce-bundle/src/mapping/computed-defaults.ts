import { parseTemplate, type Template } from './transforms/template.js';

/** The defaults that an attribute map may name in `defaultFrom`, each a template. */
export const COMPUTED_DEFAULTS = {
  /** 8 characters: what an Alias holds. */
  aliasFromName: '${Username|before:@|max:8}',
  /** 40 characters: what a CommunityNickname holds. */
  nicknameFromName: '${Username|before:@|max:40}',
  emailFromName: '${Username}',
  usernameFromEmail: '${Email}',
} as const satisfies Record<string, string>;

export type ComputedDefaultName = keyof typeof COMPUTED_DEFAULTS;
export const COMPUTED_DEFAULT_NAMES = Object.keys(COMPUTED_DEFAULTS) as ComputedDefaultName[];

const PARSED = new Map<string, Template>(
  Object.entries(COMPUTED_DEFAULTS).map(([name, text]) => [name, parseTemplate(text)]),
);

export const computedDefault = (name: ComputedDefaultName): Template => PARSED.get(name)!;
