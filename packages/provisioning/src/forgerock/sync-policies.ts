import type { Section } from '../document/source-document.js';
import { FOREIGN_SITUATIONS } from '../situations/action-table.js';
import { readActions, ruleOf } from '../situations/read-actions.js';
import type { ActionRules } from '../situations/situation.js';
import { SourceDocument } from '../document/source-document.js';
import type { PolicyDocument } from './sync-json-schema.js';

/** What ForgeRock's actions are called here, where the name is another. */
const ACTIONS: Readonly<Record<string, string>> = { NOREPORT: 'ignore' };

/** The policies over ForgeRock's defaults. Situations that cannot arise here are passed over. */
export function policiesOf(section: Section): ActionRules {
  const defaults = readActions(new SourceDocument('forgerock', 'sync.json').section());
  const rules = { ...defaults } as Record<keyof ActionRules, ActionRules[keyof ActionRules]>;
  for (const item of section.items()) {
    const { situation, action } = item.value as PolicyDocument;
    if (Object.hasOwn(FOREIGN_SITUATIONS, situation)) continue;
    if (typeof action !== 'string') {
      item.at('action').complain('is a script, which is not run; name an action');
      continue;
    }
    const isLinking = situation === 'FOUND' && action === 'UPDATE';
    const name = isLinking ? 'link' : Object.hasOwn(ACTIONS, action) ? ACTIONS[action]! : action;
    const rule = ruleOf(situation, name);
    if (typeof rule === 'string') item.at('action').complain(rule);
    else rules[rule.situation] = rule.action;
  }
  return rules;
}
