import { AttributeDelta, sameName } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import { text } from '../../words/text.js';
import { warn } from '../../session/warnings.js';
import type { WriteStep } from '../../session/write-steps.js';

const FIELD = 'Email';

/**
 * Salesforce may keep a user's address until the new one is confirmed by whoever reads it there, and says so to nobody.
 * The step reads the address back; it rides in the composite request of the write. Undefined where none is written.
 */
export function readBackEmail(
  { sobject }: ObjectMapping,
  body: WriteRecord,
  id: string,
): WriteStep | undefined {
  if (sobject !== 'User' || writtenEmail(body) === undefined) return undefined;
  return {
    action: text('action.readEmail'),
    request: { method: 'GET', path: `/sobjects/User/${id}?fields=${FIELD}` },
    // The write is done; not to know more is no failure of it.
    settles: () => true,
  };
}

/** What the address still is, as a side effect of the write; undefined where the new one is in force. */
export function pendingEmail(
  mapping: ObjectMapping,
  body: WriteRecord,
  answer: unknown,
): AttributeDelta | undefined {
  const written = writtenEmail(body);
  const present = (answer as Record<string, unknown> | undefined)?.[FIELD];
  if (written === undefined || typeof present !== 'string' || sameName(present.trim(), written.trim()))
    return undefined;
  return new AttributeDelta(mapping.attributeOf(FIELD), { replace: [present] });
}

function writtenEmail(body: WriteRecord): string | undefined {
  const [, value] = Object.entries(body).find(([field]) => sameName(field, FIELD)) ?? [];
  return typeof value === 'string' ? value : undefined;
}

/** Tells those who run the connector of a change that takes effect later, or never. Names no address. */
export const warnOfPendingEmail = (id: string): void => warn('EMAIL_PENDING', text('warn.emailPending', id));
