import { CLIENT_DEFAULTS } from '@icf-ts/connector-server/client';
import { file, flag, section, text, whole, type Setting } from '@icf-ts/connector-server/configuration';
import { JOB_SCHEMA } from '@icf-ts/provisioning/job-schema';
import { ObjectPoolConfiguration, ResultsHandlerConfiguration } from '@icf-ts/framework';

const POOL = new ObjectPoolConfiguration();
const HANDLERS = new ResultsHandlerConfiguration();
const ms = (description: string, value: number): Setting =>
  whole(description, { minimum: 0, default: value });

const pool = section('Bounds of the pool of connectors.', {
  maxObjects: whole('Connectors alive at the same time.', { default: POOL.maxObjects }),
  maxIdle: whole('Idle ones that are kept.', { minimum: 0, default: POOL.maxIdle }),
  minIdle: whole('Idle ones that eviction leaves alone.', { minimum: 0, default: POOL.minIdle }),
  maxWaitMs: ms('How long a call waits for one.', POOL.maxWaitMs),
  minEvictableIdleTimeMs: ms('After so long an idle one is disposed.', POOL.minEvictableIdleTimeMs),
  maxIdleTimeMs: ms('One that has been idle for so long is not used again; 0: no limit.', POOL.maxIdleTimeMs),
  maxLifeMs: ms('The age that one may reach; 0: no limit.', POOL.maxLifeMs),
});

const handler = (description: string, name: keyof ResultsHandlerConfiguration): Setting =>
  flag(description, { default: HANDLERS[name] });

const resultsHandlers = section('What the framework does to results on their way from the connector.', {
  enableNormalizingResultsHandler: handler('Normalises values.', 'enableNormalizingResultsHandler'),
  enableFilteredResultsHandler: handler('Applies the filter again.', 'enableFilteredResultsHandler'),
  filteredResultsHandlerInValidationMode: handler(
    'An object that does not match is an error of the connector.',
    'filteredResultsHandlerInValidationMode',
  ),
  enableCaseInsensitiveFilter: handler('Compares without regard to case.', 'enableCaseInsensitiveFilter'),
  enableAttributesToGetSearchResultsHandler: handler(
    'Cuts objects down to the attributes asked for.',
    'enableAttributesToGetSearchResultsHandler',
  ),
});

const tls = section('TLS from the first byte. `tls: {}` trusts the authorities that Node knows.', {
  ca: file("Certificate of the server's authority, in PEM."),
  certificate: file("The client's own certificate, in PEM."),
  key: file('Private key of that certificate, in PEM.'),
  passphrase: text('Opens the private key. Give it as a reference.', { secret: true }),
  servername: text("The name in the server's certificate, where it is not the host."),
});

const remote = section(
  'The connector server that hosts the connector; without it the connector runs in this process.',
  {
    host: text('Name or address of the server.'),
    port: whole('Its port.', { maximum: 65_535, default: 8759 }),
    key: text("The server's key. Give it as a reference.", { secret: true }),
    tls,
    connectTimeoutMs: ms('How long connecting may take; 0: no limit.', CLIENT_DEFAULTS.connectTimeoutMs),
    readTimeoutMs: ms('The longest silence within a call; 0: no limit.', CLIENT_DEFAULTS.readTimeoutMs),
    dialect: text('What the server speaks.', {
      enum: ['auto', 'connid', 'openicf'],
      default: CLIENT_DEFAULTS.dialect,
    }),
  },
  { required: ['host', 'key'] },
);

const connector = section('One configured connector, by the name that commands call it.', {
  bundle: text(
    'Name of an installed package, or path of a folder that begins with `.` or `/`. With `remote` also the name of the bundle on the server.',
  ),
  connector: text(
    'Name of the connector, or the part after its last dot. May be left out where there is one.',
  ),
  version: text('Version of the bundle, or a range of versions such as `^1`. By default the newest.'),
  provisioner: file(
    "ForgeRock IDM's `provisioner.openicf-….json`, as it is: which connector, and its properties. What stands beside it goes before it.",
  ),
  configuration: {
    type: 'object',
    description: "The connector's own properties: `icf connectors --properties` lists them.",
    additionalProperties: true,
  },
  pool,
  resultsHandlers,
  timeoutsMs: {
    type: 'object',
    description: 'Deadline by operation, such as `search`, in milliseconds.',
    additionalProperties: whole('Deadline of the operation.'),
  },
  remote,
});

const repository = section(
  'Where identities, links, sync tokens, lookups and the history of runs are kept. By default in the folder `icf-data`.',
  {
    folder: file('A folder, for the embedded PostgreSQL: one process at a time.'),
    url: text('URL of a PostgreSQL server, `postgres://…`. Give it as a reference.', { secret: true }),
  },
  { oneOf: [{ required: ['folder'] }, { required: ['url'] }] },
);

/** The one table of `icf.yaml`: what is checked and what the reference says. */
export const ICF_SETTINGS: Setting = section(
  'What the icf command works with.',
  {
    default: text(
      'The connector that commands take where none is named. May be left out where there is one.',
    ),
    connectors: {
      type: 'object',
      description: 'Connectors by the names that commands call them.',
      additionalProperties: connector,
    },
    repository,
    jobs: {
      type: 'object',
      description: 'Jobs by the names that commands call them. No references in here.',
      additionalProperties: JOB_SCHEMA,
    },
  },
  { required: ['connectors'] },
);
