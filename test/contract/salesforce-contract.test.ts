import { LocalConnector } from '@icf-ts/framework';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { serve, type Remote } from './contract-server.js';
import { salesforceSubject } from './salesforce-subject.js';
import { describeSameVerdicts } from './same-verdicts.js';

const PEOPLE = 5;
const SEATS = 10_000;
const CALLS_A_DAY = 1_000_000;

describe('the Salesforce bundle', () => {
  let org: Org;
  let remote: Remote;
  before(async () => {
    org = await startOrg({
      users: PEOPLE,
      licenses: { salesforce: SEATS },
      dailyApiLimit: CALLS_A_DAY,
      trustedNetwork: true,
    });
    remote = await serve(new LocalConnector(SalesforceConnector));
  });
  after(async () => {
    await remote.close();
    await org.close();
  });

  const local = salesforceSubject('SalesforceConnector', () => org);
  const distant = salesforceSubject(
    'SalesforceConnector, remote',
    () => org,
    (configuration) => remote.createFacade(configuration),
  );
  describeSameVerdicts(local, distant);
});
