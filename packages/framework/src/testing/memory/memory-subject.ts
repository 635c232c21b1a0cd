import type { ConnectorFacade } from '../../api/connector-facade.js';
import { attribute } from '../../common/attributes.js';
import { Name } from '../../common/name.js';
import { ObjectClass } from '../../common/object-class.js';
import { OPERATIONS, serviceOf } from '../../common/operations.js';
import { ScriptContext } from '../../common/script.js';
import { LocalConnector, type ConnectorConstructor } from '../../loading/local-connector.js';
import { ResultsHandlerConfiguration, type APIConfiguration } from '../../api/api-configuration.js';
import type { ContractSubject } from '../contract/contract-subject.js';
import { MemoryConnector } from './memory-connector.js';
import { MEMORY_LANGUAGE } from './memory-scripts.js';
import { MemoryTarget } from './memory-target.js';

/** The framework keeps its hands off, so that the connector shows its own work. */
const NO_HANDLERS = new ResultsHandlerConfiguration({
  enableNormalizingResultsHandler: false,
  enableFilteredResultsHandler: false,
  enableAttributesToGetSearchResultsHandler: false,
});
/** Far longer than a case may take. */
const SLOW_MS = 30_000;
let realms = 0;

export interface MemorySubjectInit {
  readonly objectClass?: ObjectClass;
  /** A subclass of the memory connector; the memory connector by default. */
  readonly connector?: ConnectorConstructor;
  readonly name?: string;
  /** How a facade comes about; in this process by default. */
  readonly createFacade?: (configuration: APIConfiguration) => ConnectorFacade;
  /** Leaves out what a connector server cannot carry. */
  readonly remote?: boolean;
  readonly caseTimeoutMs?: number;
}

/** The memory connector as a subject of the contract, with a fresh target for each case. */
export function memorySubject(init: MemorySubjectInit = {}): ContractSubject {
  const { objectClass = ObjectClass.ACCOUNT, remote = false } = init;
  const local = new LocalConnector(init.connector ?? MemoryConnector);
  const { supportedOperations } = local.info.defaultConfiguration;
  const createFacade = init.createFacade ?? ((configuration) => local.createFacade(configuration));
  let realm = '';
  const target = (): MemoryTarget => MemoryTarget.of(realm);
  const facade = (properties: Record<string, unknown> = {}): ConnectorFacade =>
    createFacade(
      local.info.defaultConfiguration
        .withProperties({ realm, ...properties })
        .with({ resultsHandlers: NO_HANDLERS }),
    );
  const isAccount = objectClass.is(ObjectClass.ACCOUNT.type);

  return {
    name: init.name ?? `${local.info.key.connectorName} ${objectClass.type}`,
    objectClass,
    supports: (operation) =>
      serviceOf(operation, supportedOperations) !== undefined &&
      !(remote && operation === 'liveSync') &&
      (isAccount || operation !== 'authenticate') &&
      operation in OPERATIONS,
    reset: () => {
      MemoryTarget.forget(realm);
      realm = `contract-${++realms}`;
    },
    facade: () => facade(),
    nameOf: (label) => label,
    attributesOf: (name) => [new Name(name), ...(isAccount ? [attribute('sn', `Surname of ${name}`)] : [])],
    unknownUid: 'nobody',
    ...(isAccount ? ACCOUNT_ATTRIBUTES : GROUP_ATTRIBUTES),
    rules: {
      namesIgnoreCase: true,
      renames: true,
      uidFollowsName: !isAccount,
      deleteRemoves: true,
      enables: isAccount,
      refusesUnknownAttributes: true,
    },
    search: { pages: true, offsets: true, sorts: true, presence: true },
    broken: () => facade({ accessKey: 'wrong' }),
    invalid: () => ({ facade: facade({ realm: '', bulkSize: 0 }), problems: ['realm', 'bulkSize'] }),
    failNext: (operation, error) => target().programme.failNext(operation, error),
    slowNext: (operation) => target().programme.slowNext(operation, SLOW_MS),
    leaks: () => target().activity.leaks(),
    scripts: {
      works: {
        script: new ScriptContext(MEMORY_LANGUAGE, 'echo word', new Map([['word', 'hello']])),
        result: 'hello',
      },
      fails: new ScriptContext(MEMORY_LANGUAGE, 'fail as told'),
    },
    ...(init.caseTimeoutMs === undefined ? {} : { caseTimeoutMs: init.caseTimeoutMs }),
  };
}

const ACCOUNT_ATTRIBUTES = {
  text: { name: 'title', values: ['Clerk', 'Director', 'Engineer', 'clerk'] },
  otherText: { name: 'mail', values: ['a@one.example', 'b@two.example', 'c@three.example'] },
  number: { name: 'age', values: [7, 40, 100] },
  multi: { name: 'phone', values: ['1', '2', '3', '4'] },
  notByDefault: {
    name: 'photo',
    values: [new Uint8Array([1]), new Uint8Array([2, 0]), new Uint8Array([3])],
  },
  passwords: { first: 'first-Secret-1', second: 'second-Secret-2', wrong: 'never-Set-3' },
} as const;

const GROUP_ATTRIBUTES = {
  text: { name: 'description', values: ['All', 'Best', 'Choirs', 'all'] },
  multi: { name: 'member', values: ['ann', 'bob', 'cid', 'dan'] },
} as const;
