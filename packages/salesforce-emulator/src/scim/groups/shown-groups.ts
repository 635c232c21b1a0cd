import type { Row } from '../../record/row.js';

/** Groups that people make; those that stand behind roles and managers do not show. */
export function isShownGroup({ Type: type }: Row): boolean {
  return type === 'Regular' || type === 'Queue';
}
