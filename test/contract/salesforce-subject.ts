import {
  LocalConnector,
  Name,
  ObjectClass,
  ResultsHandlerConfiguration,
  attribute,
  serviceOf,
  type APIConfiguration,
  type ConnectorFacade,
} from '@icf-ts/framework';
import type { ContractSubject } from '@icf-ts/framework/testing';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import type { Org } from '@icf-ts/salesforce-emulator';

/** The bundle filters exactly and pages itself; cutting to the attributes asked for stays the framework's. */
const HANDLERS = new ResultsHandlerConfiguration({
  enableFilteredResultsHandler: false,
  enableNormalizingResultsHandler: false,
});

let nicknames = 0;

/** The Salesforce bundle as a subject of the contract, on an emulated org that all cases share. */
export function salesforceSubject(
  name: string,
  org: () => Org,
  createFacade?: (configuration: APIConfiguration) => ConnectorFacade,
): ContractSubject {
  const local = new LocalConnector(SalesforceConnector);
  const make = createFacade ?? ((configuration) => local.createFacade(configuration));
  const facade = (more: Record<string, unknown> = {}): ConnectorFacade =>
    make(
      local.info.defaultConfiguration
        .withProperties({ loginUrl: org().url, ...org().credentials, liveSyncIntervalSeconds: 1, ...more })
        .with({ resultsHandlers: HANDLERS }),
    );
  const { supportedOperations } = local.info.defaultConfiguration;
  return {
    name,
    objectClass: ObjectClass.ACCOUNT,
    // ICF's protocol cannot carry a live sync.
    supports: (operation) =>
      serviceOf(operation, supportedOperations) !== undefined &&
      (createFacade === undefined || operation !== 'liveSync'),
    facade: () => facade(),
    nameOf: (label) => `${label}@contract.example`,
    attributesOf: (username) => [
      new Name(username),
      attribute('LastName', 'Contract'),
      attribute('Email', username),
      attribute('Alias', 'contract'),
      // Must differ even between two users of one name, and a renamed user keeps it.
      attribute('CommunityNickname', `contract${++nicknames}`),
      attribute('ProfileId', 'Standard User'),
    ],
    unknownUid: '005000000000000AAA',
    text: { name: 'Title', values: ['Clerk', 'Director', 'Engineer'] },
    otherText: { name: 'Department', values: ['Audit', 'Books', 'Claims'] },
    passwords: { first: 'first-Secret-1', second: 'second-Secret-2', wrong: 'never-Set-3' },
    rules: {
      namesIgnoreCase: true,
      renames: true,
      uidFollowsName: false,
      deleteRemoves: false,
      enables: true,
      refusesUnknownAttributes: true,
    },
    search: { pages: true, offsets: true, sorts: true, presence: true },
    broken: () => facade({ clientSecret: 'wrong' }),
    invalid: () => ({
      facade: facade({ batchSize: 1, connectTimeoutMs: 0 }),
      problems: ['batchSize', 'connectTimeoutMs'],
    }),
  };
}
