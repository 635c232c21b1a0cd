import type { OrgRow } from '../emulated-org/rows.js';

/** A user with the name of its profile in the place of the row that the profile is. */
export function profileOf({ Profile, ...user }: OrgRow): OrgRow {
  return { ...user, Profile: (Profile as { readonly Name: string } | null)?.Name };
}
