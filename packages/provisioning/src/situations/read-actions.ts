import { shippedPreset } from '../document/shipped-presets.js';
import { suggestion } from '../document/schema-sentence.js';
import type { Section } from '../document/source-document.js';
import { FOREIGN_SITUATIONS, ORACLE_ACTIONS, ORACLE_CONDITIONS, SENSIBLE_ACTIONS } from './action-table.js';
import { ACTIONS, SITUATIONS, type Action, type ActionRules, type Situation } from './situation.js';

type ActionsDocument = string | Readonly<Record<string, string>>;

/** JSON Schema of action rules: the name of a preset, or situations and actions over one. */
export const ACTIONS_SCHEMA = {
  type: ['string', 'object'],
  minLength: 1,
  additionalProperties: { type: 'string' },
} as const;

const PRESET = 'preset';

/**
 * Reads action rules. What they do not speak of is as in their preset, or else reported.
 * @throws ConfigurationException with every problem, also an action that makes no sense in its situation.
 */
export function readActions(section: Section): ActionRules {
  const rules = { ...reported(), ...read(section) };
  section.document.refuse();
  return rules;
}

function read(section: Section): Partial<Record<Situation, Action>> {
  const document = section.checked<ActionsDocument>(ACTIONS_SCHEMA);
  if (typeof document === 'string') return fromPreset(section, document);
  const { [PRESET]: preset, ...own } = document;
  const rules = preset === undefined ? {} : fromPreset(section.at(PRESET), preset);
  for (const [name, action] of Object.entries(own)) {
    const rule = ruleOf(name, action);
    if (typeof rule === 'string') section.at(name).complain(rule);
    else rules[rule.situation] = rule.action;
  }
  return rules;
}

function fromPreset(section: Section, name: string): Partial<Record<Situation, Action>> {
  const found = shippedPreset('actions', name, (problem) => section.complain(problem));
  if (!found) return {};
  const rules = read(found);
  found.document.refuse();
  return rules;
}

/** The rule, or what is wrong with it. Situations and actions may be spelled as ForgeRock and Oracle do. */
export function ruleOf(
  name: string,
  actionName: string,
): { readonly situation: Situation; readonly action: Action } | string {
  const oracle = Object.hasOwn(ORACLE_CONDITIONS, name) ? ORACLE_CONDITIONS[name] : undefined;
  const situation = oracle ?? (Object.hasOwn(SITUATIONS, name) ? (name as Situation) : undefined);
  if (!situation) {
    const foreign = Object.hasOwn(FOREIGN_SITUATIONS, name) ? FOREIGN_SITUATIONS[name] : undefined;
    if (foreign) return `'${name}' cannot arise: ${foreign}; take it out`;
    const known = Object.keys(SITUATIONS);
    return `'${name}' is no situation${suggestion(name, known) || `; there is ${known.join(', ')}`}`;
  }
  const word = oracle && Object.hasOwn(ORACLE_ACTIONS, actionName) ? ORACLE_ACTIONS[actionName] : undefined;
  const action = word ? word[situation] : actionName.toLowerCase();
  if (action !== undefined && !Object.hasOwn(ACTIONS, action)) {
    return `'${actionName}' is no action${suggestion(actionName, Object.keys(ACTIONS)) || `; there is ${Object.keys(ACTIONS).join(', ')}`}`;
  }
  const sensible = SENSIBLE_ACTIONS[situation];
  if (action === undefined || !sensible.includes(action as Action)) {
    return `'${actionName}' makes no sense for ${name} (${SITUATIONS[situation]}); there is ${sensible.join(', ')}`;
  }
  return { situation, action: action as Action };
}

const reported = (): ActionRules =>
  Object.fromEntries(Object.keys(SITUATIONS).map((situation) => [situation, 'report'])) as ActionRules;
