import { ObjectClass, type CostDeclaration, type SeatDeclaration } from '@icf-ts/framework/spi';
import { DAILY_CALLS, LIMIT, LIMIT_ATTRIBUTES, isLimits } from '../limits/limits.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import type { SalesforceConfiguration } from '../salesforce.configuration.js';
import { MAX_COSTLY, MAX_STEPS } from '../session/step-requests.js';
import { taskCost } from './task-costs.js';

/** About so many calls: to make a job, to send its rows, to wait for it, and to read what became of them. */
const CALLS_OF_A_JOB = 10;

/** What the connector's operations cost under a configuration. No API call. */
export function declareCosts(configuration: SalesforceConfiguration): CostDeclaration {
  const { mappings, accounts, batchRows } = configuration.org();
  configuration.release();
  const { bulkIngestThreshold, dailyCallReserve } = configuration;
  return {
    unit: 'API calls',
    ...(isLimits(LIMIT, mappings)
      ? {
          quota: {
            objectClass: LIMIT,
            uid: DAILY_CALLS,
            allowedAttribute: LIMIT_ATTRIBUTES.allowed,
            remainingAttribute: LIMIT_ATTRIBUTES.remaining,
            sentAttribute: LIMIT_ATTRIBUTES.sent,
            calls: 1,
            reserve: dailyCallReserve,
            reserveProperty: 'dailyCallReserve' satisfies keyof SalesforceConfiguration,
          },
        }
      : {}),
    seats: mappings
      .filter(({ sobject }) => sobject === 'User')
      .flatMap((users) => [...seatsOf(users, mappings, accounts.deleteMode.startsWith('deactivate'))]),
    writes: {
      tasksTogether: batchRows,
      call: { requests: MAX_STEPS, limited: MAX_COSTLY },
      ...(bulkIngestThreshold > 0 ? { jobs: { rows: bulkIngestThreshold, calls: CALLS_OF_A_JOB } } : {}),
      costOf: (task, present) => taskCost({ mappings, accounts }, task, present),
    },
  };
}

/** The licence of a user's profile, and those that are assigned; as far as the map has classes to read them. */
function* seatsOf(
  users: ObjectMapping,
  mappings: readonly ObjectMapping[],
  freedByDelete: boolean,
): Iterable<SeatDeclaration> {
  const classOf = (sobject: string): ObjectMapping | undefined =>
    mappings.find((mapping) => mapping.sobject === sobject && mapping.where === undefined);
  const declared = (licenses: ObjectMapping): Pick<SeatDeclaration, 'objectClass' | 'licenses'> => ({
    objectClass: new ObjectClass(users.objectClass),
    licenses: {
      objectClass: new ObjectClass(licenses.objectClass),
      totalAttribute: licenses.attributeOf('TotalLicenses'),
      usedAttribute: licenses.attributeOf('UsedLicenses'),
    },
  });
  const [profiles, userLicenses] = [classOf('Profile'), classOf('UserLicense')];
  if (profiles && userLicenses)
    yield {
      ...declared(userLicenses),
      attribute: users.attributeOf('ProfileId'),
      through: {
        objectClass: new ObjectClass(profiles.objectClass),
        attribute: profiles.attributeOf('UserLicenseId'),
      },
      onlyEnabled: true,
      freedByDelete,
    };
  const assigned = classOf('PermissionSetLicense');
  const attached = users.attached.find((entry) => entry.attached === 'permissionSetLicenses');
  if (assigned && attached)
    yield { ...declared(assigned), attribute: attached.attribute, onlyEnabled: false, freedByDelete: false };
}
