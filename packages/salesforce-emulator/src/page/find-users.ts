import type { Row } from '../record/row.js';
import type { Table } from '../store/table.js';

export const PAGE_SIZE = 25;

const SEARCHED = ['Username', 'Email', 'Id'] as const;

/** One page of the users whose name, user name, email or id holds the text, in the order of their creation. */
export function findUsers(
  users: Table,
  search: string,
  page: number,
): { readonly rows: readonly Row[]; readonly hasMore: boolean } {
  const wanted = search.trim().toLowerCase();
  const found: Row[] = [];
  let skip = page * PAGE_SIZE;
  for (const user of users.rows()) {
    if (!holds(user, wanted) || skip-- > 0) continue;
    if (found.length === PAGE_SIZE) return { rows: found, hasMore: true };
    found.push(user);
  }
  return { rows: found, hasMore: false };
}

function holds(user: Row, wanted: string): boolean {
  if (wanted === '') return true;
  const name = `${String(user.FirstName ?? '')} ${String(user.LastName ?? '')}`;
  return (
    name.toLowerCase().includes(wanted) ||
    SEARCHED.some((field) =>
      String(user[field] ?? '')
        .toLowerCase()
        .includes(wanted),
    )
  );
}
