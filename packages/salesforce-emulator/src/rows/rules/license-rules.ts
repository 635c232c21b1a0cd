import { rowErrors } from '../../errors/row-errors.js';
import type { OrgState } from '../../org-state.js';
import type { ObjectRules } from './object-rules.js';
import { requireManager } from './setup-rules.js';

/** One kind of licence that is assigned to users one by one. */
interface AssignedLicense {
  /** The object of the assignments, and its two references. */
  readonly object: string;
  readonly license: string;
  readonly user: string;
  readonly licenseObject: 'PermissionSetLicense' | 'PackageLicense';
  readonly seats: string;
}

function assignmentRules({ object, license, user, licenseObject, seats }: AssignedLicense): ObjectRules {
  return {
    beforeInsert(values, context) {
      requireManager(context);
      const { store, sources } = context.org;
      const twin = store
        .table(object)
        .findBy(user, values[user] ?? null)
        .find((row) => row[license] === values[license]);
      if (twin) throw rowErrors.duplicateValue(license, twin.Id);
      const licenseId = String(values[license]);
      const total = Number(store.table(licenseObject).get(licenseId)?.[seats] ?? 0);
      if (sources.assignmentsOf(licenseObject, licenseId) >= total) throw rowErrors.licensesUsedUp([license]);
    },
    beforeDelete(row, context) {
      requireManager(context);
      refuseWhileNeeded(String(row[license]), String(row[user]), context.org);
    },
  };
}

export const PERMISSION_SET_LICENSE_ASSIGN_RULES = assignmentRules({
  object: 'PermissionSetLicenseAssign',
  license: 'PermissionSetLicenseId',
  user: 'AssigneeId',
  licenseObject: 'PermissionSetLicense',
  seats: 'TotalLicenses',
});

export const USER_PACKAGE_LICENSE_RULES = assignmentRules({
  object: 'UserPackageLicense',
  license: 'PackageLicenseId',
  user: 'UserId',
  licenseObject: 'PackageLicense',
  seats: 'AllowedLicenses',
});

/** A licence stays with the user for as long as a permission set of his needs it. */
function refuseWhileNeeded(licenseId: string, userId: string, { store }: OrgState): void {
  const sets = store.table('PermissionSet');
  const needing = store
    .table('PermissionSetAssignment')
    .findBy('AssigneeId', userId)
    .map(({ PermissionSetId: setId }) => sets.get(String(setId)))
    .find((set) => set?.LicenseId === licenseId);
  if (needing)
    throw rowErrors.integrity(
      `The permission set license can't be removed while the user has the permission set ${String(needing.Label)}`,
      [],
    );
}
