import { OPERATIONS } from '@icf-ts/framework';
import { DEFAULT_LIMITS } from '../../protocol/limits.js';
import { FAILED_KEYS_DEFAULTS } from '../../server/access/failed-keys.js';
import { SERVER_DEFAULTS } from '../../server/server-options.js';
import { file, flag, list, section, text, whole } from './setting.js';

const PORT = { minimum: 0, maximum: 65_535 };
const D = SERVER_DEFAULTS;
const L = DEFAULT_LIMITS;
const F = FAILED_KEYS_DEFAULTS;
const dialect = { enum: ['connid', 'openicf'] };

const server = section('Where the server listens, and how much it takes on.', {
  host: text('Address to listen on. `0.0.0.0` is every IPv4 address of the machine, `::` every address.', {
    default: D.host,
  }),
  port: whole('Port to listen on; 0 takes a free one.', { ...PORT, default: D.port }),
  drainTimeoutMs: whole('How long a server that is told to stop lets running calls end, in milliseconds.', {
    minimum: 0,
    default: D.drainTimeoutMs,
  }),
  handshakeTimeoutMs: whole('A TLS handshake that takes longer is broken off.', {
    default: D.handshakeTimeoutMs,
  }),
  requestTimeoutMs: whole(
    'From the first byte of a request to its last; whoever takes longer is disconnected.',
    {
      default: D.requestTimeoutMs,
    },
  ),
  idleTimeoutMs: whole('A connection without a request for so long is closed.', { default: D.idleTimeoutMs }),
  stallTimeoutMs: whole('How long a client may leave results unread before its search is ended.', {
    default: D.stallTimeoutMs,
  }),
  maxConnections: whole('Connections beyond this are closed at once.', { default: D.maxConnections }),
  maxConnectionsPerAddress: whole('The same for each address; 0: no limit of its own.', {
    minimum: 0,
    default: D.maxConnectionsPerAddress,
  }),
  maxFacades: whole('Configured connectors kept ready; beyond it the longest unused is released.', {
    default: D.maxFacades,
  }),
  dialect: text('What clients understand that have no `dialect` of their own.', { ...dialect, live: true }),
  listAliases: flag(
    'Whether the list of connectors names aliases too that are whole keys: Java clients find only what it lists.',
    { default: D.listAliases },
  ),
  failedKeys: section('What becomes of those who show wrong keys, by address.', {
    freeAttempts: whole('Wrong keys that are answered at once.', { minimum: 0, default: F.freeAttempts }),
    firstDelayMs: whole('How long the next one waits for its answer; every further one twice as long.', {
      minimum: 0,
      default: F.firstDelayMs,
    }),
    maxDelayMs: whole('The longest wait.', { minimum: 0, default: F.maxDelayMs }),
    halveAfterMs: whole('After so long without a wrong key the count is half of what it was.', {
      default: F.halveAfterMs,
    }),
    maxAddresses: whole('Addresses remembered.', { default: F.maxAddresses }),
  }),
  limits: section('Bounds of what a client may send.', {
    maxMessageBytes: whole('Bytes of one message.', { default: L.maxMessageBytes }),
    maxConstants: whole('Names of types and fields in the life of a connection.', {
      default: L.maxConstants,
    }),
    maxConstantBytes: whole('Bytes of one such name.', { default: L.maxConstantBytes }),
    maxDepth: whole('Objects within objects.', { default: L.maxDepth }),
    maxRecords: whole('Objects in one message.', { default: L.maxRecords }),
  }),
});

const tls = section(
  'TLS from the first byte. Without this section keys and secrets cross the network readable.',
  {
    certificate: file('Certificate in PEM, followed by those between it and its authority.', { live: true }),
    key: file('Private key of the certificate, in PEM.', { live: true }),
    keyStore: file('PKCS#12 file with certificate and key, instead of the two.', { live: true }),
    passphrase: text('Opens the private key or the key store. Give it as a reference.', {
      secret: true,
      live: true,
    }),
    clientCertificates: section(
      'Asks clients for a certificate.',
      {
        ca: file('Certificates in PEM of the authorities that sign the clients’ ones.', { live: true }),
        required: flag('Whether a client without one is turned away.', { default: true }),
      },
      { required: ['ca'] },
    ),
    minVersion: text('Oldest version of TLS.', { enum: ['TLSv1.2', 'TLSv1.3'], default: 'TLSv1.2' }),
  },
  { oneOf: [{ required: ['certificate', 'key'] }, { required: ['keyStore'] }] },
);

const names = (description: string): ReturnType<typeof list> =>
  list(description, text('Name.'), { minItems: 1 });

const client = section(
  'A client.',
  {
    name: text('What logs, audit and metrics call it.'),
    key: text('Hash of its key, as `icf server set-key` writes it; or a reference to the key itself.', {
      secret: true,
    }),
    keys: list(
      'Several of these, while a key is being changed.',
      text('Hash, or a reference.', { secret: true }),
      {
        minItems: 1,
        secret: true,
      },
    ),
    certificate: text('Only with the certificate of this subject (`CN=midpoint`) or SHA-256 fingerprint.'),
    addresses: names('Only from these addresses: IP or CIDR.'),
    dialect: text('What the client understands.', dialect),
    access: list(
      'What it may do: a call must match one of these. Without the list it may do everything.',
      section('A rule; what it leaves out it does not ask for.', {
        bundles: names('Names of bundles, `*` as wildcard.'),
        connectors: names('Names of connectors, `*` as wildcard.'),
        objectClasses: names('Object classes, e.g. `__ACCOUNT__`.'),
        operations: list('Operations.', text('Operation.', { enum: Object.keys(OPERATIONS) }), {
          minItems: 1,
        }),
        readOnly: flag('Only operations that change nothing.'),
      }),
    ),
  },
  { required: ['name'], oneOf: [{ required: ['key'] }, { required: ['keys'] }] },
);

const bundles = section('Where the connectors come from.', {
  directory: file('Folder whose sub-folders are bundles.'),
  watch: flag('Whether bundles that come and go there are taken in and out while the server runs.', {
    default: true,
  }),
  packages: list('Bundles that are installed as npm packages, by name.', text('Name of a package.')),
  versions: text(
    'What a call gets whose version of a bundle is not loaded: the newest of the same first number (`compatible`), or nothing (`exact`).',
    { enum: ['compatible', 'exact'], default: 'compatible' },
  ),
});

/** Everything that a configuration file may say. The checker, the reference and the reload derive from this table. */
export const SETTINGS = section(
  'Configuration of a connector server.',
  {
    server,
    tls,
    clients: list('Who may call.', client, { minItems: 1, live: true }),
    bundles,
    aliases: {
      type: 'object',
      description:
        'Other products’ names for connectors of ours: foreign name, or `bundle/version/connector` with `*`, to `bundle/version/connector`.',
      additionalProperties: text('The connector of ours.'),
    },
    log: section('Log of the server.', {
      level: text('What is worth a line.', {
        enum: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
        default: 'info',
        live: true,
      }),
      pretty: flag('Lines for people instead of JSON.', { default: false }),
      destination: file('File to append to; standard output where left out.'),
    }),
    audit: section(
      'Record of every call: who, what, on which object, how it ended. Never a value.',
      { destination: text('File to append to, or `log`.', { path: { except: 'log' } }) },
      { required: ['destination'] },
    ),
    endpoint: section(
      'HTTP endpoint with `/health/live`, `/health/ready` and `/metrics`.',
      {
        host: text('Address to listen on.', { default: '127.0.0.1' }),
        port: whole('Port to listen on; 0 takes a free one.', PORT),
      },
      { required: ['port'] },
    ),
  },
  { required: ['clients'] },
);
