import { foldCase } from '@icf-ts/framework/spi';
import leven from 'leven';
import type { CallContext } from '../session/api-request.js';
import { queryAllTogether } from '../session/query/query-all.js';
import type { Session } from '../session/session.js';
import { text } from '../words/text.js';
import type { MembershipKind } from './attached-kind.js';
import { namesOf, targetColumns } from './attached-rows.js';
import { testText } from './row-test.js';

/** More names than these are not gone through for the sake of a message. */
const MAX_LISTED = 2_000;
const MAX_SHOWN = 3;

/**
 * Names that are written much like `value`, the nearest first. One API call. Users are not gone through: there may be
 * millions of them.
 */
export async function closeMatches(
  session: Session,
  { targets }: MembershipKind,
  value: string,
  context: CallContext,
): Promise<readonly string[]> {
  const listed = targets.filter(({ sobject }) => sobject !== 'User');
  const statements = listed.map((target) => {
    const where = target.tests.length > 0 ? ` WHERE ${target.tests.map(testText).join(' AND ')}` : '';
    return `SELECT ${targetColumns(target).join(', ')} FROM ${target.sobject}${where} LIMIT ${MAX_LISTED}`;
  });
  const looking = { ...context, action: text('action.lookUpMemberships') };
  const answers = await queryAllTogether(session, statements, looking);
  const wanted = foldCase(value);
  const maxDistance = Math.max(3, Math.ceil(value.length / 3));
  return listed
    .flatMap((target, at) => answers[at]!.map((row) => namesOf(row, target)))
    .filter(([name]) => name !== undefined)
    .map((names) => ({
      name: names[0]!,
      distance: Math.min(...names.map((name) => leven(foldCase(name), wanted))),
    }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_SHOWN)
    .map(({ name }) => name);
}
