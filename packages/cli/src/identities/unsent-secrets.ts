import type { UnsentSecret } from '@icf-ts/provisioning';

/** More ids than anybody reads in a line. */
const MANY = 12;

/**
 * Tells which secrets have not arrived and what to do, those of one reason together; `otherwise` is the reason of those
 * that no job speaks of. @returns how many they are
 */
export function tellUnsent(
  unsent: readonly UnsentSecret[],
  otherwise: string,
  note: (message: string) => void,
): number {
  const groups = new Map<
    string,
    { readonly path: string; readonly reasons: readonly string[]; ids: string[] }
  >();
  for (const { identity, path, reasons } of unsent) {
    const texts = [...reasons].map(([job, reason]) => `${job}: ${reason}`);
    const key = JSON.stringify([path, texts]);
    const group = groups.get(key) ?? { path, reasons: texts, ids: [] };
    group.ids.push(identity);
    groups.set(key, group);
  }
  for (const { path, reasons, ids } of groups.values()) {
    const shown = ids.slice(0, MANY).join(', ');
    const more = ids.length > MANY ? ` and ${ids.length - MANY} more` : '';
    const whose = ids.length === 1 ? `identity ${shown}` : `identities ${shown}${more}`;
    const why = reasons.length > 0 ? reasons : [otherwise];
    note(`The secret '${path}' of ${whose} was not sent, and it is not kept.`);
    for (const reason of why) note(`  ${reason}`);
    const which = ids.length === 1 ? shown : 'ID';
    note(`  When that is mended, give it again: icf identity update ${which} --secret ${path}`);
  }
  return unsent.length;
}
