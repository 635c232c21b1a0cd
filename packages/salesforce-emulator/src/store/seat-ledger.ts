import type { Row } from '../record/row.js';
import type { Store } from './store.js';

/** Counts the active users of each user licence as users come, go and change profile. */
export class SeatLedger {
  readonly #used = new Map<string, number>();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.table('User').observe((before, after) => {
      this.#count(before, -1);
      this.#count(after, 1);
    });
  }

  used(userLicenseId: string): number {
    return this.#used.get(userLicenseId) ?? 0;
  }

  /** The licence whose seat a user of the profile takes, or null for a user without profile. */
  licenseOf(profileId: Row[string]): Row | null {
    const profile = typeof profileId === 'string' ? this.#store.table('Profile').get(profileId) : undefined;
    const licenseId = profile?.UserLicenseId;
    return (typeof licenseId === 'string' && this.#store.table('UserLicense').get(licenseId)) || null;
  }

  /** True when one more active user of the profile would exceed the licence's total. */
  isExhausted(profileId: Row[string]): boolean {
    const license = this.licenseOf(profileId);
    return license !== null && this.used(license.Id) >= Number(license.TotalLicenses ?? 0);
  }

  #count(user: Readonly<Row> | null, step: number): void {
    if (!user || user.IsActive !== true) return;
    const license = this.licenseOf(user.ProfileId);
    if (license) this.#used.set(license.Id, this.used(license.Id) + step);
  }
}
